import Synchronization

/// Hears of texts that no installed font can show whole while figures are drawn.
package final class MissingLetters: Sendable {
    private let found = Mutex<String?>(nil)

    package init() {}

    /// The first such text; nil where fonts had all letters.
    package var text: String? { found.withLock { $0 } }

    func note(_ text: String) { found.withLock { $0 = $0 ?? text } }
}
