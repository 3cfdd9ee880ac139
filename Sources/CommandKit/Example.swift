/// A command line worth copying, and what it does.
package struct Example: Sendable {
    package let command: String
    package let explanation: String

    package init(_ command: String, _ explanation: String) {
        self.command = command
        self.explanation = explanation
    }
}
