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

/// What a view shows of all that a file holds.
struct Shown {
    let indices: [Int]
    /// Says that there are more; nil where all is shown or `--only` chose.
    let footnote: String?
}

extension ViewRequest {
    /// The things of these names that `--only` means; without it the first `most` of them.
    func shown(_ names: [String], most: Int = .max, noun: String) throws -> Shown {
        if let only { return Shown(indices: try only.indices(names, noun: noun), footnote: nil) }
        let indices = Array(names.indices.prefix(most))
        let isShort = indices.count < names.count
        return Shown(
            indices: indices,
            footnote: isShort ? "the first \(indices.count) of \(names.count) \(noun)s; --only shows others" : nil)
    }

    /// The same of things that have numbers alone.
    func shown(count: Int, most: Int = .max, noun: String) throws -> Shown {
        guard only != nil || count > most else { return Shown(indices: Array(0..<count), footnote: nil) }
        return try shown((0..<count).map(String.init), most: most, noun: noun)
    }
}
