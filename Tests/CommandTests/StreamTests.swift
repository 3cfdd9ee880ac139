import Foundation
import TestSupport
import Testing

/// Pipes in place of files, and how files of other origin are told to be read.
@Suite struct StreamTests {
    private func prepared() throws -> Workplace {
        let place = try Workplace()
        let outcome = try place.shell(
            "canns-import --invert $LETTERS/[A-D].png -o p.h5 && canns-train p.h5 -o w.h5 && canns-recall -q w.h5 -o r.h5"
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        return place
    }

    /// Operands leave no trace in what is written: the bytes are those of a run with files.
    @Test(arguments: [
        ("canns-train p.h5", "canns-train <(cat p.h5)"),
        ("canns-recall -q w.h5", "canns-recall -q <(cat w.h5)"),
        ("canns-recall -q --cues - w.h5 < p.h5", "cat p.h5 | canns-recall -q --cues - <(cat w.h5)"),
        (
            "canns-study -q capacity --counts 2 --trials 2 p.h5",
            "canns-study -q capacity --counts 2 --trials 2 <(cat p.h5)"
        ),
        ("canns-render --format png r.h5", "canns-render --format png <(cat r.h5)"),
    ])
    func pipesAreFiles(files: String, pipes: String) throws {
        let place = try prepared()
        let outcome = try place.shell("\(files) -o a && \(pipes) -o b && cmp a b")
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    @Test(arguments: [
        "canns-train --initial <(cat w.h5) <(cat p.h5) -o o", "canns-recall -q --cues <(cat p.h5) <(cat w.h5) -o o",
        "canns-study verify <(cat w.h5) && cat p.h5 | canns-study verify -",
    ])
    func areRead(line: String) throws {
        let outcome = try prepared().shell(line)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.isEmpty)
    }

    /// What a damaged file gets, a damaged stream gets too.
    @Test func damagedStream() throws {
        let outcome = try prepared().shell("head -c 3000 w.h5 | canns-study verify -; canns-study verify <(echo text)")
        #expect(outcome.status == 1, "\(outcome.errors)")
        let text = String(decoding: outcome.output, as: UTF8.self)
        #expect(text.contains("-: /: is cut off after 3000 bytes") && text.contains("not an HDF5 file"), "\(text)")
    }

    /// Two files in one are told from one, and read by no program.
    @Test func twoFilesInOne() throws {
        let place = try prepared()
        let size = try place.contents("w.h5").count
        let outcome = try place.shell("cat w.h5 w.h5 | canns-study verify -; cat w.h5 w.h5 | canns-recall -q -o o")
        let sentence = "/: \(size) bytes follow the end of the file, expected none"
        #expect(String(decoding: outcome.output, as: UTF8.self) == "-: \(sentence)\n")
        #expect(outcome.status == 1 && outcome.errors.contains("standard input: \(sentence)"), "\(outcome.errors)")
        #expect(!place.exists("o"))
    }

    /// Two columns of a ±1 file as R would write them.
    @Test func transposedAndCoded() throws {
        let place = try Workplace()
        let path = ForeignFixture.path("m_logical.h5")
        let outcome = try place.shell(
            """
            canns-train --form outer-product \(path) -o noted.h5
            canns-train --form outer-product --coding bipolar --no-transpose \(path) -o 20.h5
            canns-recall -q --cues \(path) noted.h5 -o r.h5
            canns-study -q capacity --counts 1 --trials 1 --dataset /patterns --transpose \(path) -o s.h5
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let note =
            "m_logical.h5: /patterns: MATLAB wrote it (MATLAB_class is logical) in its order of axes; "
            + "read as 3 patterns of 20 units"
        #expect(outcome.errors.contains("canns-train: ") && outcome.errors.contains(note), "\(outcome.errors)")
        try file(place.path("20.h5")) { root in
            try root.dataset("patterns") { #expect($0.shape == [20, 3]) }
        }
        #expect(try floats("patterns", in: place.path("20.h5")).contains(-1))
    }
}

/// Files that other modules' tests keep.
private enum ForeignFixture {
    static func path(_ name: String) -> String {
        Repository.root.appendingPathComponent("Tests/DocumentsTests/Foreign/\(name)").path
    }
}
