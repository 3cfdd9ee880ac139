extension Command {
    func manualPage(version: String) -> String { "" }
    func completion(for shell: Shell) -> String { "" }
}
