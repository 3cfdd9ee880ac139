import Foundation
import TestSupport
import Testing

/// A command that would replace what it reads, or write two results to one name, is refused before it does anything.
@Suite struct OneFileTwiceTests {
    struct Case: CustomTestStringConvertible {
        let line: String
        let says: String
        var testDescription: String { line }
    }

    static let cases = [
        Case(line: "canns-import -f -o p.png p.png", says: "--output is p.png, which is read as IMAGE"),
        Case(line: "canns-train -f -o p.h5 p.h5", says: "--output is p.h5, which is read as PATTERNS"),
        Case(
            line: "canns-train -f --initial w.h5 -o ./w.h5 p.h5",
            says: "--output is ./w.h5, which is read as --initial"),
        Case(
            line: "canns-train -r oja --checkpoint o.h5 -o o.h5 p.h5",
            says: "--checkpoint and --output are both o.h5, expected two files"),
        Case(line: "canns-recall -f -o w.h5 w.h5", says: "--output is w.h5, which is read as WEIGHTS"),
        Case(line: "canns-recall -f -o link w.h5", says: "--output is link, which is read as WEIGHTS"),
        Case(line: "canns-recall -f --cues p.h5 -o p.h5 w.h5", says: "--output is p.h5, which is read as --cues"),
        Case(
            line: "canns-recall -f -o same.h5 --report same.h5 w.h5",
            says: "--report and --output are both same.h5, expected two files"),
        Case(line: "canns-recall -f -o r.h5 --report w.h5 w.h5", says: "--report is w.h5, which is read as WEIGHTS"),
        Case(line: "canns-render -f -o w.h5 w.h5", says: "--output is w.h5, which is read as FILE"),
        Case(line: "canns-study patterns -f -o w.h5 w.h5", says: "--output is w.h5, which is read as FILE"),
        Case(line: "cat w.h5 | canns-recall --cues - - -o o", says: "WEIGHTS and --cues are both standard input"),
        Case(
            line: "cat w.h5 | canns-recall --cues /dev/stdin -o o", says: "--cues and WEIGHTS are both standard input"),
        Case(line: "cat w.h5 | canns-train --initial - -o o", says: "--initial and PATTERNS are both standard input"),
        Case(line: "cat w.h5 | canns-train --initial - - -o o", says: "PATTERNS and --initial are both standard input"),
        Case(line: "cat w.h5 | canns-study verify - p.h5 -", says: "FILE is twice standard input"),
    ]

    @Test(arguments: cases) func isRefused(_ test: Case) throws {
        let place = try Workplace()
        let made = try place.shell(
            """
            cp $PHOTOS/camera.png p.png && canns-import -s 8x8 p.png -o p.h5 && canns-train p.h5 -o w.h5 &&
            ln -s w.h5 link
            """)
        #expect(made.status == 0, "\(made.errors)")
        let before = try ["p.png", "p.h5", "w.h5"].map { try place.contents($0) }
        let outcome = try place.shell(test.line)
        #expect(outcome.status == 2 && outcome.errors.contains(test.says), "\(outcome.errors)")
        #expect(try ["p.png", "p.h5", "w.h5"].map { try place.contents($0) } == before)
        #expect(place.files == ["link", "p.h5", "p.png", "w.h5"])
    }

    /// A picture of `--each` that would take the place of the file that is drawn; no other is written either.
    @Test func aPictureOverWhatIsDrawn() throws {
        let place = try Workplace()
        let made = try place.shell("mkdir d && canns-import $LETTERS/[ABC].png -o d/B.png")
        #expect(made.status == 0, "\(made.errors)")
        let before = try place.contents("d/B.png")
        let outcome = try place.shell("canns-render -f --each d d/B.png")
        #expect(outcome.status == 1 && outcome.errors.contains("d/B.png: is the file that is drawn and would be lost"))
        #expect(try place.contents("d/B.png") == before && !place.exists("d/A.png"))
    }

    /// Streams may be named twice, and an archive is gone on with in its own place.
    @Test func whatIsAllowed() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            canns-import -s 8x8 $PHOTOS/camera.png | canns-train -o w.h5 &&
            canns-recall -q -o /dev/null --report /dev/null w.h5 && canns-recall -q -o /dev/stdout w.h5 > r.h5 &&
            canns-study capacity -q --neurons 20 --loads 0.1 --trials 1 -o c.h5 &&
            canns-study resume -q c.h5 -f -o c.h5
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    /// A report that exists is noticed before the work: nothing is written.
    @Test func aReportThatExists() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            canns-import -s 8x8 $PHOTOS/camera.png | canns-train -o w.h5 && touch r.tsv || exit 9
            canns-recall -o r.h5 --report r.tsv w.h5; canns-study capacity --neurons 20 -o c.h5 --report r.tsv
            """)
        #expect(outcome.status == 1)
        #expect(
            outcome.errors == """
                canns-recall: r.tsv: exists; use --force to replace it
                canns-study: r.tsv: exists; use --force to replace it

                """)
        #expect(place.files == ["r.tsv", "w.h5"])
    }
}
