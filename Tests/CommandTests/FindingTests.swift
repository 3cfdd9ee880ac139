import Foundation
import TestSupport
import Testing

/// Files that tools/fuzz found. Each once crashed a program, kept it busy, or was read wrongly.
@Suite struct FindingTests {
    static let directory = Repository.root.appendingPathComponent("Tests/CommandTests/Findings")
    static let files = ((try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []).sorted()

    static let commands = [
        "canns-study verify IN", "canns-render --format png IN -o o", "canns-recall -q IN -o o",
        "canns-train -q IN -o o",
        "canns-train -q --initial IN IN -o o", "canns-recall -q < IN > /dev/null",
    ]

    @Test func areHere() { #expect(Self.files.count >= 5) }

    @Test(arguments: files)
    func isReadOrRefused(file: String) throws {
        let place = try Workplace()
        for command in Self.commands {
            let path = Self.directory.appendingPathComponent(file).path
            let outcome = try place.shell("rm -f o; " + command.replacing("IN", with: path))
            #expect(outcome.signal == nil && [0, 1, 2].contains(outcome.status), "\(command): \(outcome.errors)")
            if outcome.status != 0 {
                #expect(!place.exists("o") && !outcome.errors.isEmpty, "\(command): \(outcome.errors)")
            }
        }
    }

    /// A dataset whose header is damaged is not absent.
    @Test func damagedHeaderIsNamed() throws {
        let path = Self.directory.appendingPathComponent("header-of-weights.h5").path
        for program in ["canns-study verify", "canns-recall -q"] {
            let outcome = try Workplace().shell("\(program) \(path) 2>&1")
            let text = String(decoding: outcome.output, as: UTF8.self)
            #expect(outcome.status == 1 && text.contains("/weights: "), "\(text)")
        }
    }
}
