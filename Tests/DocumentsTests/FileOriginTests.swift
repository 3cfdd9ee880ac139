import Foundation
import HDF5Store
import Patterns
import TestSupport
import Testing

@testable import Documents

/// What files say of how they came about.
@Suite struct FileOriginTests {
    private static let digests = ["a", "b", "c"].map { String(repeating: $0, count: 64) }

    private static let origin = FileOrigin(
        steps: [
            OriginStep(
                "2026-01-01T00:00:00Z canns-import 'a b.png' - (canns)",
                inputs: [.init(digest: digests[0], name: "a b.png"), .init(digest: nil, name: "-")], made: digests[1]),
            OriginStep("2026-01-02T00:00:00Z canns-train (canns)", inputs: [.init(digest: digests[1], name: "")]),
        ], credits: Credits(license: "CC0-1.0", title: "Two letters"))

    @Test func aFigureTellsAllOfIt() {
        #expect(FileOrigin(text: Self.origin.text()) == Self.origin)
        #expect(FileOrigin(text: Self.origin.text(limit: 3)).steps.map(\.inputs) == [[], Self.origin.steps[1].inputs])
        #expect(FileOrigin(text: "") == .none)
    }

    @Test func theNewestStepIsTheFirstOfAHistory() {
        #expect(
            Self.origin.history
                == "2026-01-02T00:00:00Z canns-train (canns)\n2026-01-01T00:00:00Z canns-import 'a b.png' - (canns)")
        #expect(Self.origin.earlier.steps == [Self.origin.steps[0]] && FileOrigin.none.earlier == .none)
    }

    /// Patterns that were learned and are cues too came about once; the main file's own steps are the newest.
    @Test func stepsOfJoinedFilesStandOnce() {
        let cues = Self.origin.earlier
        let joined = FileOrigin.joining([Self.origin, cues])
        #expect(joined == Self.origin)
        let study = FileOrigin(
            steps: [OriginStep("2026-01-03T00:00:00Z canns-study capacity (canns)")],
            credits: Credits(license: "CC0-1.0"))
        let both = FileOrigin.joining([Self.origin, study])
        #expect(both.steps == study.steps + Self.origin.steps && both.credits == Credits(license: "CC0-1.0"))
    }

    /// Lines that tell of no step, or are none, count for nothing.
    @Test(arguments: [
        "", "0", "x read \(digests[0]) name", "-1 read \(digests[0]) name", "0 read abc name", "9 made \(digests[0])",
        "0 made \(digests[0]) name", "0 read \(digests[0])",
    ])
    func otherTextIsNoFile(text: String) {
        let origin = FileOrigin(text: "- canns-import a.png (canns)\nstep \(text)")
        #expect(origin.steps[0].inputs.isEmpty && origin.steps.allSatisfy { $0.made == nil })
    }

    /// `verify` names what tells of no step, and credits that are no text.
    @Test func whatBelongsToNoStepIsFound() throws {
        let scratch = try Scratch()
        let path = scratch.path("p.h5")
        for (line, license, place) in [
            ("0 read \(Self.digests[0]) a.png", "CC0-1.0", nil),
            ("2 made \(Self.digests[0])", "CC0-1.0", "/history_files"),
            ("made by hand", "CC0-1.0", "/history_files"), ("0 read unknown -", "", "/@license"),
        ] as [(String, String, String?)] {
            let set = PatternSet(coding: .bipolar, neurons: 2, values: .integers([1, -1]), names: ["x"])
            try PatternsDocument.write(set, to: path, replacing: true, provenance: Provenance(command: "a"))
            try scratch.change("p.h5") { root in
                try root.setAttribute("license", license)
                try root.createStrings("history_files", [line]) { _ in }
            }
            let found = DocumentVerification.check(path)
            #expect(found.first.map { "\($0)".hasPrefix(place ?? "none") } ?? (place == nil), "\(found)")
        }
    }

    /// The id is of what is in the file: neither credits nor inputs change it, and both come back.
    @Test func creditsAndInputsTravelOnAndAreNoContent() throws {
        let scratch = try Scratch()
        let set = PatternSet(coding: .bipolar, neurons: 2, values: .integers([1, -1]), names: ["x"])
        let (plain, told) = (scratch.path("plain.h5"), scratch.path("told.h5"))
        try PatternsDocument.write(set, to: plain, replacing: false, provenance: Provenance(command: "a"))
        let provenance = Provenance(command: "b", credits: Credits(creator: "Ada"), earlier: Self.origin)
            .reading([OriginStep.Input(digest: Self.digests[2], name: "in.h5")])
        try PatternsDocument.write(set, to: told, replacing: false, provenance: provenance)
        let headers = try [plain, told].map { try #require(try PatternsDocument.read($0).header) }
        #expect(headers[0].id == headers[1].id && headers[0].origin.steps.count == 1)
        #expect(headers[1].origin.credits == Credits(license: "CC0-1.0", creator: "Ada", title: "Two letters"))
        #expect(headers[1].origin.earlier.steps == Self.origin.steps)
        #expect(headers[1].origin.steps.last?.inputs == [OriginStep.Input(digest: Self.digests[2], name: "in.h5")])
        #expect(DocumentVerification.check(told).isEmpty)
        #expect(try OriginStep.digest(of: told) == headers[1].id)
        try Data("abc".utf8).write(to: URL(filePath: scratch.path("text")))
        // FIPS 180-2, appendix B.1.
        #expect(
            try OriginStep.digest(of: scratch.path("text"))
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }
}
