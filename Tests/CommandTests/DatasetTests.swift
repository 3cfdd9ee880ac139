import Foundation
import HDF5Store
import TestSupport
import Testing

/// The archives in `datasets` are what the programs make.
@Suite struct DatasetTests {
    /// The id is the SHA-256 of the content; times and versions of libraries do not enter it.
    @Test func archivesAreMadeAgain() throws {
        let place = try Workplace()
        let script = Repository.root.appendingPathComponent("tools/make-datasets").path
        let outcome = try place.shell(
            "'\(script)' '\(place.directory)'", environment: ["CANNS_BIN": Repository.programs.path])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let archives = Repository.root.appendingPathComponent("datasets/archives").path
        let names = try FileManager.default.contentsOfDirectory(atPath: archives).sorted()
        #expect(names.count >= 6)
        for name in names {
            let (kept, made) = ("\(archives)/\(name)", place.path("archives/\(name)"))
            if name == "letters-recall.h5" {
                try expectSameRecall(kept, made)
            } else {
                #expect(try id(kept) == id(made), "\(name)")
            }
        }
    }

    /// By what they say of themselves, from the pictures in `datasets`. Bytes are the same where the libraries have the
    /// versions that the history tells; energies of the letters differ in their last digits on other processors.
    @Test func archivesAreMadeAgainByTheirHistories() throws {
        let place = try Workplace()
        let datasets = Repository.root.appendingPathComponent("datasets").path
        let outcome = try place.shell(
            "canns-study rerun --folder '\(datasets)' '\(datasets)'/archives/*.h5",
            environment: ["OPENBLAS_CORETYPE": "Haswell"])
        let findings = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n")
        #expect(findings.count >= 6, "\(outcome.errors)")
        for finding in findings where !finding.contains("letters-recall.h5") {
            #expect(
                finding.hasSuffix(": same bytes") || finding.contains(": same content, other history"), "\(finding)")
        }
    }

    private func id(_ path: String) throws -> String? {
        try file(path) { try $0.attribute("id")?.string }
    }

    /// A recall from a matrix of fractions: OpenBLAS adds in another order on another processor, so energies, sums of
    /// 256 × 256 products in Float, agree to 1e-5 of the largest and all else exactly.
    private func expectSameRecall(_ kept: String, _ made: String) throws {
        for name in ["cues", "final", "states", "target", "steps", "stop", "overlap"] {
            #expect(try floats(name, in: kept) == floats(name, in: made), "\(name)")
        }
        let (energies, others) = (try floats("energy", in: kept), try floats("energy", in: made))
        let largest = energies.reduce(0) { max($0, $1.isNaN ? 0 : abs($1)) }
        #expect(energies.count == others.count && largest > 0)
        for (energy, other) in zip(energies, others) {
            #expect(energy.isNaN ? other.isNaN : abs(energy - other) <= 1e-5 * largest)
        }
    }
}
