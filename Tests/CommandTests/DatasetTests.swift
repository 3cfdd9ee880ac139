import Foundation
import HDF5Store
import Testing

/// The archives in `datasets` are what the programs make.
@Suite struct DatasetTests {
    /// The id is the SHA-256 of the content; times and versions of libraries do not enter it.
    @Test func archivesAreMadeAgain() throws {
        let place = try Workplace()
        let script = Repository.root.appendingPathComponent("tools/make-datasets").path
        let outcome = try place.shell(
            "'\(script)' '\(place.directory.path)'", environment: ["CANNS_BIN": Repository.programs.path])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let archives = Repository.root.appendingPathComponent("datasets/archives").path
        let names = try FileManager.default.contentsOfDirectory(atPath: archives).sorted()
        #expect(names.count >= 6)
        for name in names {
            let kept = try file("\(archives)/\(name)") { try $0.attribute("id")?.string }
            let made = try file(place.path("archives/\(name)")) { try $0.attribute("id")?.string }
            #expect(kept == made, "\(name)")
        }
    }
}
