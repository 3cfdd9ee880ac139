import Foundation
import HDF5Store
import PNGStore
import TestSupport
import Testing

/// The package in tools/example: a model and a rule of somebody's own, saved by the library, drawn by canns-render, and
/// recalled by a program of theirs that is canns-recall and knows their model.
@Suite struct OwnModelTests {
    /// Six patterns of 400 units with 200 neighbours each. A unit's field has the size 200 w and from the other five a
    /// standard deviation of sqrt(5 · 200) w, so that with a tenth of the units inverted it is 160 / 31.6 = 5.1 standard
    /// deviations on its side: of 2400 units one is wrong in 2000 runs, and every pattern comes back whole.
    static let memory: Workplace = {
        do {
            let place = try Workplace().shared()
            let outcome = try place.shell("example memory.h5")
            precondition(outcome.status == 0, outcome.errors)
            try place.write(outcome.output, to: "told")
            return place
        } catch { preconditionFailure("\(error)") }
    }()

    @Test func trainsSavesAndGoesOn() throws {
        let told = try Self.memory.text("told").split(separator: "\n")
        #expect(told.map(String.init) == (1...6).map { "pattern \($0): fixed point, overlap 1.0" })
        let file = try HDF5File.open(at: Self.memory.path("memory.h5"))
        let (kind, reach, rule) = try file.root { root in
            (
                try root.group("model") { try $0.attribute("kind")?.string },
                try root.group("model") { try $0.attribute("reach")?.ints },
                try root.group("training") { try $0.attribute("rule")?.string }
            )
        }
        #expect(kind == "ring-network" && reach == [100] && rule == "bounded-hebb")
        let weights: [Float] = try file.root { try $0.dataset("weights") { try $0.read(as: Float.self) } }
        try file.close()
        for unit in 0..<400 {
            for other in 0..<400 {
                let apart = min(abs(unit - other), 400 - abs(unit - other))
                let weight = weights[400 * unit + other]
                #expect(apart >= 1 && apart <= 100 ? abs(weight) <= 0.2 : weight == 0)
            }
        }
    }

    @Test func standsInItsGuide() throws {
        func text(_ path: String) throws -> String {
            try String(contentsOf: Repository.root.appendingPathComponent(path), encoding: .utf8)
        }
        let guide = try text("Sources/CANNS/CANNS.docc/OwnModel.md")
        for program in ["example", "ring-recall"] {
            #expect(guide.contains("```swift\n\(try text("tools/example/Sources/\(program)/main.swift"))```"))
        }
    }

    @Test func isDrawnAndVerified() throws {
        let outcome = try Self.memory.shell(
            """
            canns-render memory.h5 -o weights.png && canns-render --view patterns memory.h5 -o patterns.png &&
            canns-study verify memory.h5
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try PNGHeader.read(Array(try Self.memory.contents("weights.png"))).width > 0)
    }

    @Test func isRecalledByItsOwnProgram() throws {
        let outcome = try Self.memory.shell(
            """
            ring-recall --flip 0.1 --seed 3 --report report.tsv memory.h5 -o recall.h5 &&
            canns-render recall.h5 -o recall.png && ring-recall --help
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let lines = try Self.memory.text("report.tsv").split(separator: "\n").dropFirst()
        #expect(lines.count == 6 && lines.allSatisfy { $0.contains("fixed point") && $0.contains("\trecalled\t") })
        let help = String(decoding: outcome.output, as: UTF8.self)
        #expect(help.contains("--reach") && help.contains("ring-recall --flip") && !help.contains("canns-recall --"))
    }

    @Test func refusals() throws {
        let wide = try Self.memory.shell("ring-recall --reach 200 memory.h5 > /dev/null")
        #expect(
            wide.status == 1
                && wide.errors
                    == "ring-recall: memory.h5: /model: reach is 200, expected less than half of the 400 units\n"
        )
        let order = try Self.memory.shell("ring-recall --update sequential memory.h5 > /dev/null")
        #expect(
            order.status == 2
                && order.errors.hasPrefix(
                    "ring-recall: --update sequential does not apply to a ring-network, expected sync or async\n")
        )
        let unknown = try Self.memory.shell("canns-recall memory.h5 > /dev/null")
        #expect(
            unknown.status == 1
                && unknown.errors.hasPrefix(
                    "canns-recall: memory.h5: the model is ring-network, expected one of amari-hopfield")
        )
    }
}
