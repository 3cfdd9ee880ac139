/// The shells for which completions can be written.
enum Shell: String, CaseIterable, Sendable {
    case bash, zsh, fish
}
