/// What a command line asked for, as far as the file that it makes tells it.
package struct CommandRecord: Sendable {
    /// The command as typed, without what does not matter to its content.
    package let line: String
    /// The files that it names, to be read.
    package let files: [String]
    /// Options that say whose the file is, by their names.
    package let credits: [String: String]

    package init(line: String, files: [String] = [], credits: [String: String] = [:]) {
        (self.line, self.files, self.credits) = (line, files, credits)
    }
}
