/// Whole numbers as people list them: `0-99,120,7`.
package enum NumberList {
    /// The most numbers of a list.
    private static let limit = 100_000_000

    /// The numbers in their order, each once.
    package static func numbers(_ text: String, option: String) throws -> [Int] {
        func refuse(_ what: String) -> UsageError {
            UsageError("--\(option) is \(ShellQuoting.quoted(text)), \(what)")
        }
        var numbers: [Int] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
            guard ends.count <= 2, let first = ends.first ?? nil, let last = ends.last ?? nil, first >= 0, last >= first
            else {
                throw refuse("expected numbers and ranges such as 0-99,120")
            }
            guard last - first < limit, numbers.count <= limit else {
                throw refuse("expected at most \(limit) numbers")
            }
            numbers += first...last
        }
        guard Set(numbers).count == numbers.count else { throw refuse("expected each number once") }
        return numbers
    }
}
