/// One of several equal parts of a study, for several machines: every count-th cell from number - 1 on.
package struct StudyShard: Sendable, Equatable, CustomStringConvertible {
    /// 1...count.
    package let number: Int
    package let count: Int

    /// The study in one part.
    package static let whole = StudyShard(checkedNumber: 1, count: 1)

    private init(checkedNumber: Int, count: Int) {
        number = checkedNumber
        self.count = count
    }

    /// - Throws: `StudyError` unless 1 <= number <= count.
    package init(number: Int, count: Int) throws {
        guard count >= 1, (1...count).contains(number) else {
            throw StudyError(
                "the shard is \(number)/\(count), expected one from 1/\(max(1, count)) to \(max(1, count))/\(max(1, count))"
            )
        }
        self.init(checkedNumber: number, count: count)
    }

    /// Reads `i/n`.
    ///
    /// - Throws: `StudyError` for other text or a shard out of range.
    package init(_ text: String) throws {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let number = parts[0], let count = parts[1] else {
            throw StudyError("the shard is \(text), expected i/n such as 2/8")
        }
        try self.init(number: number, count: count)
    }

    package var description: String { "\(number)/\(count)" }

    package func contains(_ cell: Int) -> Bool { cell % count == number - 1 }
}
