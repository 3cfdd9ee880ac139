extension Option {
    /// For files whose axes stand in the other order.
    ///
    /// - Parameters:
    ///   - subject: what is read, such as `the patterns`.
    ///   - names: as for `appliesTo`.
    package static func transpose(_ subject: String, group: String, appliesTo names: [String] = []) -> Option {
        Option(
            name: "transpose", value: .toggle(false),
            summary:
                "Read \(subject) with the axes in the other order, as R, Julia and Fortran write them: each column is a pattern.",
            group: group, defaultText: "only where MATLAB wrote them", appliesTo: names)
    }
}

extension Arguments {
    /// Whether `--transpose` or `--no-transpose` was given; nil for neither, where the file says it.
    package var isTransposed: Bool? { has("transpose") ? toggle("transpose") : nil }
}
