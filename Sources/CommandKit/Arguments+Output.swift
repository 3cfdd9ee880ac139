import OperatingSystem

// What the standard options mean, the same in every program that has them.
extension Arguments {
    /// Where binary data go: a path, or nil for standard output. Checked before the work, so that an hour of it is
    /// not lost to a wrong name.
    ///
    /// - Throws: `Failure` for a terminal; `FileError` for a target that exists or cannot be created.
    package func binaryOutput() throws -> String? {
        guard let path = text("output"), path != "-" else {
            if StandardStreams.isTerminal(.output) {
                throw Failure("standard output is a terminal, expected a file or a pipe; name one with -o FILE")
            }
            return nil
        }
        return try checkedOutput("output")
    }

    /// Where an option has a file written: a path, `-` for standard output, or nil without the option. Checked before
    /// the work.
    ///
    /// - Throws: `FileError` for a target that exists or cannot be created.
    package func checkedOutput(_ name: String) throws -> String? {
        guard let path = text(name), path != "-" else { return text(name) }
        try OutputFile.create(for: path, replacing: flag("force")).discard()
        return path
    }

    /// Writes a text where an option says.
    package func write(_ text: String, to name: String) throws {
        guard let path = self.text(name), path != "-" else { return try StandardStreams.writeOutput(text) }
        let output = try OutputFile.create(for: path, replacing: flag("force"))
        try output.write(Array(text.utf8))
        try output.commit()
    }

    /// The number of threads asked for; nil for one a processor.
    package var threads: Int? { integer("threads") }

    /// The seed of the random numbers.
    package var seed: UInt64 { UInt64(integerOrDefault("seed")) }
}
