extension Option {
    /// Whose a file is: attributes that files made of it carry on.
    ///
    /// - Parameter names: as for `appliesTo`.
    package static func credits(appliesTo names: [String] = []) -> [Option] {
        func credit(_ name: String, _ placeholder: String, _ summary: String, among words: [String] = []) -> Option {
            Option(
                name: name, value: .text(placeholder: placeholder, suggestions: words), summary: summary,
                group: "Credits", defaultText: "that of the input", appliesTo: names)
        }
        return [
            credit(
                "license", "LICENSE", "What others may do with the file: an SPDX identifier or an address.",
                among: ["CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0"]),
            credit("creator", "NAME", "Who made the data."),
            credit("title", "TEXT", "What the data are called."),
        ]
    }
}

extension Arguments {
    /// The credits that options give, by their names.
    var credits: [String: String] {
        let names = ["license", "creator", "title"]
        return Dictionary(
            uniqueKeysWithValues: given.filter(names.contains).compactMap { name in text(name).map { (name, $0) } })
    }
}
