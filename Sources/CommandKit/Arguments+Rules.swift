// Rules between options, stated once a program rather than checked by hand.

extension Arguments {
    /// Throws if an option was given that is limited to other names than this one.
    ///
    /// - Parameters:
    ///   - name: what was chosen, such as `oja`.
    ///   - kind: what it is, such as `rule`, for the message.
    ///   - others: options that are limited to names of another kind.
    package func refuseOptions(
        notFor name: String, kind: String, leaving others: Set<String> = []
    ) throws(UsageError) {
        for option in command.options where has(option.name) && !others.contains(option.name) {
            guard !option.appliesTo.isEmpty, !option.appliesTo.contains(name) else { continue }
            let own = command.options.filter { $0.appliesTo.contains(name) }.map { "--\($0.name)" }
            let offer =
                own.isEmpty ? "which has no options of its own" : "which has " + own.joined(separator: ", ")
            throw UsageError("--\(option.name) does not apply to \(kind) \(name), \(offer)")
        }
    }

    /// Throws if more than one of the options was given.
    package func refuseTogether(_ names: String...) throws(UsageError) {
        let both = given.filter(names.contains)
        if both.count > 1 { throw UsageError("--\(both[0]) and --\(both[1]) exclude each other") }
    }

    /// Throws if the option was given without the one on which it depends.
    package func require(_ needed: String, with name: String) throws(UsageError) {
        if has(name), !has(needed) { throw UsageError("--\(name) needs --\(needed)") }
    }
}
