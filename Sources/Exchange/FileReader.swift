/// A format of other software, known by its first bytes. One type and one line in `ReaderRegistry` a format.
package protocol FileReader: Sendable {
    /// What the format is called.
    static var format: String { get }

    /// Whether a file that begins so is of this format.
    static func recognizes(_ bytes: [UInt8]) -> Bool

    /// - Throws: an error whose sentence starts with a verb and names no file, where the bytes are truncated, damaged or
    ///   too large. Memory is taken for no more than the bytes can hold.
    static func read(_ bytes: [UInt8], _ request: ReadingRequest) throws -> FileContents
}

/// What of a file is wanted, where it holds several things.
package struct ReadingRequest: Sendable {
    /// The array of an archive with several.
    package var array: String?
    /// The column of a table of text that holds labels, by its name, or its number from 1.
    package var labelColumn: String?

    package init(array: String? = nil, labelColumn: String? = nil) {
        self.array = array
        self.labelColumn = labelColumn
    }
}

/// What a file holds.
package enum FileContents: Sendable {
    case pictures(PictureSeries)
    case values(ValueTable)
}
