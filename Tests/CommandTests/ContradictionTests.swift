import Foundation
import TestSupport
import Testing

/// Sound files whose parts contradict each other, or hold what makes no sense: each ends in a sentence, or in a right
/// result, in every program; and readers say what `verify` says.
@Suite struct ContradictionTests {
    static let directory = Repository.root.appendingPathComponent("Tests/CommandTests/Contradictions")
    static let files = ((try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []).sorted()

    static let commands = [
        "canns-recall -q IN -o o", "canns-recall -q --cues IN IN -o o", "canns-train -q IN -o o",
        "canns-study -q resume IN -o o", "canns-study -q patterns IN -o o", "canns-render IN -o o",
    ]

    @Test func areHere() { #expect(Self.files.count >= 12) }

    @Test(arguments: files)
    func endsInASentence(file: String) throws {
        let place = try Workplace()
        let path = Self.directory.appendingPathComponent(file).path
        let verified = try place.shell("canns-study verify \(path)")
        let sentence = String(decoding: verified.output, as: UTF8.self).split(separator: "\n").first.map(String.init)
        #expect(verified.signal == nil && verified.status <= 1)
        for command in Self.commands {
            let outcome = try place.shell("rm -f o; " + command.replacing("IN", with: path))
            #expect(outcome.signal == nil && [0, 1, 2].contains(outcome.status), "\(command): \(outcome.errors)")
            #expect(outcome.status == 0 || !place.exists("o") && !outcome.errors.isEmpty, "\(command)")
            // What is wrong with the file itself is said in the same words.
            if verified.status == 1, outcome.status == 1, let sentence {
                let isOfAnotherKind = outcome.errors.contains(": this is ") || outcome.errors.contains("is not a study")
                #expect(isOfAnotherKind || outcome.errors.contains(sentence), "\(command): \(outcome.errors)")
            }
        }
        #expect(place.files.allSatisfy { !$0.hasSuffix(".canns-tmp") })
    }
}
