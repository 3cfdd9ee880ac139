import CommandKit
import Patterns

/// `--only`: names or numbers with commas, ranges as 3-7, all of a label as label=NAME.
struct Selection {
    private let items: [String]

    init(_ text: String) throws {
        items = text.split(separator: ",", omittingEmptySubsequences: true).map(String.init)
        guard !items.isEmpty else { throw UsageError("--only is empty, expected names or numbers with commas") }
    }

    /// The positions that are meant among things of these names and labels.
    func indices(_ names: [String], _ labels: PatternLabels? = nil, noun: String) throws -> [Int] {
        try items.flatMap { item -> [Int] in
            if let index = names.firstIndex(of: item) { return [index] }
            if item.hasPrefix(Self.labelPrefix) {
                return try Self.labelled(String(item.dropFirst(Self.labelPrefix.count)), labels, noun: noun)
            }
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

    private static let labelPrefix = "label="

    /// All with a label.
    private static func labelled(_ name: String, _ labels: PatternLabels?, noun: String) throws -> [Int] {
        guard let labels else { throw Failure("--only: the \(noun)s have no labels, expected names or numbers") }
        let texts = labels.texts
        let found = texts.indices.filter { texts[$0] == name }
        guard !found.isEmpty else {
            let known = labels.occurring.compactMap(labels.name)
            throw Failure(
                "--only: no \(noun) has the label \(name), expected one of \(known.joined(separator: ", "))"
                    + Suggestion.clause(for: name, among: known))
        }
        return found
    }
}

/// What a view shows of all that a file holds.
struct Shown {
    let indices: [Int]
    /// Says that there are more; nil where all is shown or `--only` chose.
    let footnote: String?
}

extension ViewRequest {
    /// The things of these names that `--only` means; without it the first `most` of them. With `--sort label` they stand
    /// in the order of their labels, those without one last.
    func shown(_ names: [String], _ labels: PatternLabels? = nil, most: Int = .max, noun: String) throws -> Shown {
        if let only {
            let chosen = try only.indices(names, labels, noun: noun)
            return Shown(indices: try sorted(chosen, labels, noun: noun), footnote: nil)
        }
        let indices = Array(names.indices.prefix(most))
        let isShort = indices.count < names.count
        return Shown(
            indices: try sorted(indices, labels, noun: noun),
            footnote: isShort ? "the first \(indices.count) of \(names.count) \(noun)s; --only shows others" : nil)
    }

    private func sorted(_ indices: [Int], _ labels: PatternLabels?, noun: String) throws -> [Int] {
        guard sort == .label else { return indices }
        guard let values = labels?.values else {
            throw Failure("--sort label: the \(noun)s have no labels; canns-import --labels gives patterns some")
        }
        let unknown = Int32.max
        func place(_ index: Int) -> (Int32, Int) { (values[index] < 0 ? unknown : values[index], index) }
        return indices.sorted { place($0) < place($1) }
    }

    /// The same of things that have numbers alone.
    func shown(count: Int, _ labels: PatternLabels? = nil, most: Int = .max, noun: String) throws -> Shown {
        guard only != nil || count > most || sort == .label else {
            return Shown(indices: Array(0..<count), footnote: nil)
        }
        return try shown((0..<count).map(String.init), labels, most: most, noun: noun)
    }
}
