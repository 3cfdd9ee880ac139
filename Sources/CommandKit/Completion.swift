extension Command {
    /// The text of a script that teaches the shell to complete this command's options, their words and files.
    func completion(for shell: Shell) -> String {
        switch shell {
        case .bash: BashCompletion(self).text()
        case .zsh: ZshCompletion(self).text()
        case .fish: FishCompletion(self).text()
        }
    }

    /// The words that may follow `--help`.
    var topicNames: [String] { topics.isEmpty ? [] : topics.map(\.name) + ["topics"] }
}

extension Option {
    /// The first sentence of the summary without its period: menus of completions have one line an option.
    var brief: String {
        var brief = summary
        if let end = summary.firstIndex(where: { ".;".contains($0) }, followedBy: " ") {
            brief = String(summary[..<end])
        }
        return brief.hasSuffix(".") ? String(brief.dropLast()) : brief
    }
}

extension String {
    /// The first place of such a character before the given one.
    fileprivate func firstIndex(where matches: (Character) -> Bool, followedBy next: Character) -> Index? {
        indices.first { place in
            matches(self[place]) && index(after: place) < endIndex && self[index(after: place)] == next
        }
    }
}
