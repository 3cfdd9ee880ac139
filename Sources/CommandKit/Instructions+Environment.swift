import Numerics
import OperatingSystem

extension Instructions {
    /// The variable that names the instructions of the kernels.
    static let variable = "CANNS_INSTRUCTIONS"

    /// Uses those that the environment names, if it names any.
    ///
    /// - Throws: `Failure` where the word is unknown or the processor does not have them.
    static func followEnvironment() throws(Failure) {
        guard let word = ProcessEnvironment.value(variable) else { return }
        let words = available.map(\.rawValue)
        guard words.contains(word), let chosen = Self(rawValue: word) else {
            let place = Self(rawValue: word) == nil ? "" : ", which this processor does not have"
            throw Failure(
                "\(variable) is \(ShellQuoting.quoted(word))\(place), expected \(words.joined(separator: " or "));"
                    + " leave it unset for the fastest")
        }
        current = chosen
    }
}
