import CommandKit

/// `--only`: names or numbers with commas, ranges as 3-7.
struct Selection {
    private let items: [String]

    init(_ text: String) throws {
        items = text.split(separator: ",", omittingEmptySubsequences: true).map(String.init)
        guard !items.isEmpty else { throw UsageError("--only is empty, expected names or numbers with commas") }
    }

    /// The positions that are meant among things of these names.
    func indices(_ names: [String], noun: String) throws -> [Int] {
        try items.flatMap { item -> [Int] in
            if let index = names.firstIndex(of: item) { return [index] }
            let ends = item.split(separator: "-", maxSplits: 1).map { Int($0) }
            if let first = ends.first ?? nil {
                let last = ends.count == 2 ? ends[1] ?? -1 : first
                guard names.indices.contains(first), names.indices.contains(last), first <= last else {
                    throw Failure("--only: there is no \(noun) \(item), expected numbers from 0 to \(names.count - 1)")
                }
                return Array(first...last)
            }
            let hint = Suggestion.clause(for: item, among: names)
            throw Failure(
                "--only: there is no \(noun) \(item), expected a name or a number from 0 to \(names.count - 1)\(hint)")
        }
    }
}

extension Selection? {
    /// The positions that are meant; all where nothing was asked for.
    func indices(_ names: [String], noun: String) throws -> [Int] {
        try self?.indices(names, noun: noun) ?? Array(names.indices)
    }

    /// The same among units that have numbers alone.
    func units(_ count: Int, noun: String) throws -> [Int] {
        guard let selection = self else { return Array(0..<count) }
        return try selection.indices((0..<count).map(String.init), noun: noun)
    }
}
