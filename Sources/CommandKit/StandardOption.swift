/// The options that every program has, unless its command leaves one out.
package enum StandardOption: CaseIterable, Sendable {
    case output, force, seed, threads, quiet, verbose, help, version

    /// The row of the option table.
    package var option: Option {
        switch self {
        case .output:
            Option(
                name: "output", short: "o", value: .file(),
                summary: "Write the result to FILE; - is standard output.",
                group: "Output", defaultText: "-", isOutput: true)
        case .force:
            Option(name: "force", short: "f", summary: "Replace an output file that exists.", group: "Output")
        case .seed:
            Option(
                name: "seed", value: .integer(0...Int.max),
                summary: "Seed of the random numbers; the same seed gives the same result.", group: "General",
                defaultText: "0")
        case .threads:
            Option(
                name: "threads", value: .integer(1...1024),
                summary: "Threads to compute with; the result does not depend on it.", group: "General",
                defaultText: "one a processor")
        case .quiet:
            Option(
                name: "quiet", short: "q", summary: "Write nothing but errors to standard error.",
                group: "General")
        case .verbose:
            Option(
                name: "verbose", short: "v", summary: "Say on standard error what is done.", group: "General")
        case .help:
            Option(
                name: "help", short: "h", summary: "Show this help, or that of a TOPIC, and exit.",
                group: "General")
        case .version:
            Option(
                name: "version", summary: "Show the versions of program and libraries and exit.",
                group: "General")
        }
    }
}
