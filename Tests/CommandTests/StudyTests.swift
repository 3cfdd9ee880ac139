import Foundation
import HDF5Store
import TestSupport
import Testing

/// canns-study as it is typed: the same bytes by every road, and bad input refused.
@Suite struct StudyTests {
    static let capacity = "canns-study capacity -q --neurons 100 --loads 0.05:0.25:0.1 --trials 4 --cues 5 --seed 3"

    @Test func resumedShardedThreadedAndRerunAreTheSameBytes() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            run="\(Self.capacity)"
            $run -o whole.h5 && $run --threads 1 -o one.h5 && $run --threads 3 > piped.h5 &&
            for i in 1 2 3; do $run --shard $i/3 -o part$i.h5 || exit 3; done
            canns-study merge -q part3.h5 part1.h5 part2.h5 -o merged.h5 &&
            canns-study rerun -q whole.h5 -o again.h5 &&
            canns-study resume -q part1.h5 -o resumed.h5 &&
            cp part2.h5 continued.h5 && $run -o continued.h5 &&
            canns-study resume -q part3.h5 || exit 4
            for x in one piped merged again resumed continued part3; do cmp whole.h5 $x.h5 || exit 5; done
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    /// A signal leaves what is done in the archive; going on gives the bytes of a run in one piece.
    @Test func interruptedStudiesGoOn() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            run="canns-study capacity -q --neurons 300 --loads 0.1 --trials 4000 --cues 2 --threads 1"
            $run -o cut.h5 & program=$!
            # Hundredths of a second that it has computed: its start takes two or three.
            until [ "$(cut -d ' ' -f 14 /proc/$program/stat)" -ge 10 ]; do kill -0 $program && sleep 0.01 || exit 6; done
            kill -TERM $program; wait $program
            [ $? = 143 ] || exit 3
            [ -s cut.h5 ] || exit 4
            canns-study resume -q cut.h5 && $run -o whole.h5 && cmp cut.h5 whole.h5
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(place.files == ["cut.h5", "whole.h5"])
    }

    @Test func everyStudyRunsIsDrawnAndRunsAgain() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            canns-import -q --invert $LETTERS/{A,B,C}.png -o p.h5 && canns-train -q p.h5 -o w.h5 &&
            canns-train -q --form dense -r storkey p.h5 -o d.h5 &&
            canns-train -q -r bcm --outputs 4 --epochs 1 p.h5 -o layer.h5 &&
            canns-recall -q --cues p.h5 layer.h5 -o responses.h5 || exit 3
            canns-study capacity -q p.h5 -o s1.h5 && canns-study noise -q w.h5 -o s2.h5 &&
            canns-study noise -q --kind temperature --counts 1 --neurons 100 --trials 2 -o s3.h5 &&
            canns-study basin -q d.h5 --trials 2 -o s4.h5 && canns-study attractors -q w.h5 --trials 2 -o s5.h5 &&
            canns-study patterns -q p.h5 -o s6.h5 && canns-study patterns -q d.h5 -o s7.h5 &&
            canns-study window -q --largest-lag 20 -o s8.h5 && canns-study selectivity -q responses.h5 -o s9.h5 &&
            canns-study competition -q --rates 10,20 --seconds 1 --inputs 50 -o s10.h5 &&
            canns-study selectivity -q layer.h5 -o s11.h5 &&
            canns-study sequence -q --groups 3 --group-size 4 --presentations 2,60 --trials 2 -o s12.h5 || exit 4
            for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
                canns-study rerun -q s$i.h5 -o r$i.h5 && cmp s$i.h5 r$i.h5 && canns-render s$i.h5 -o s$i.png || exit 5
            done
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    @Test func theArchiveIsSelfDescribed() throws {
        let place = try Workplace()
        try place.shell("\(Self.capacity) -o c.h5")
        let file = try HDF5File.open(at: place.path("c.h5"))
        try file.root { root in
            let format = try root.attribute("format")?.string
            #expect(format == "canns-study")
            try root.group("results") { results in
                try results.dataset("wrong_bits") { dataset in
                    #expect(dataset.shape == [1, 1, 3])
                    let labels = try (0..<3).map { try dataset.label(dimension: $0) }
                    #expect(labels == ["rule", "neurons", "load"])
                    let description = try dataset.attribute("description")?.string
                    #expect(description?.isEmpty == false)
                }
                let loads = try results.dataset("load") { try $0.read(as: Double.self) }
                #expect(loads == [0.05, 0.15, 0.25])
                let counts = try results.dataset("patterns") { try $0.read(as: Int.self) }
                #expect(counts == [5, 15, 25])
            }
            let seed = try root.group("study/parameters") { try $0.attribute("seed")?.int }
            #expect(seed == 3)
        }
        try file.close()
    }

    @Test func theTableGoesWhereItIsWanted() throws {
        let place = try Workplace()
        let outcome = try place.shell("\(Self.capacity) --report -")
        let lines = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n")
        #expect(
            lines.first?.hasPrefix("rule\tneurons\tload\tstored_load\tpatterns\twrong_bits\twrong_bits_error") == true)
        #expect(lines.count == 4 && lines[1].hasPrefix("hebbian\t100\t0.05\t0.05\t5\t"))
        #expect(place.files.isEmpty)
        // Rules of one pass have no iterations, and this one no theory: nan in one format, null in the other.
        #expect(lines[1].contains("\tnan\tnan\t"))
        let json = try place.shell("\(Self.capacity) --rules storkey --report - --report-format json")
        let objects = try String(decoding: json.output, as: UTF8.self).split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
        #expect(objects.count == 3 && objects[0]["load"] as? Double == 0.05)
        #expect(objects[0]["wrong_bits_theory"] is NSNull && objects[0]["wrong_bits"] is Double)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let line: String
        let says: String
        var status: Int32 = 1
        var testDescription: String { line }
    }

    static let cases: [Case] = [
        Case(line: "capacity --loads 0", says: "a load of 0.0 in 1000 units gives no pattern", status: 2),
        Case(line: "capacity --neurons 10 --loads 0.01", says: "gives no pattern, expected at least 0.1", status: 2),
        Case(line: "capacity --shard 4/3", says: "the shard is 4/3, expected one from 1/3 to 3/3", status: 2),
        Case(line: "capacity --loads 0.2:0.1:0.01", says: "--loads is 0.2:0.1:0.01, expected numbers", status: 2),
        Case(line: "capacity --neurons 1e300", says: "--neurons is 1e300, expected whole numbers", status: 2),
        Case(line: "capacity --rules oja", says: "rule oja does not train associative networks", status: 2),
        Case(line: "capacity --neurons 20000 --rules storkey", says: "expected at most 16384 units", status: 2),
        Case(line: "capacity --levels 0.1", says: "--levels does not apply to study capacity", status: 2),
        Case(line: "noise --levels 2", says: "a level of flip is 2.0, expected 0.0 to 1.0", status: 2),
        Case(line: "capasity", says: "STUDY is capasity, expected one of capacity", status: 2),
        Case(line: "merge a1.h5", says: "the parts have 6 of 12 cells"),
        Case(line: "merge a1.h5 b.h5", says: "b.h5: a part of another study: seed is 4, expected 3, as a1.h5"),
        Case(line: "merge a1.h5 noise.h5", says: "noise.h5: a part of another study: it is noise, expected capacity"),
        Case(line: "merge a1.h5 p.h5", says: "p.h5: this is a patterns file, expected a study file"),
        Case(line: "resume p.h5", says: "p.h5: this is a patterns file, expected a study file"),
        Case(line: "capacity a1.h5", says: "a1.h5: a study file without patterns"),
        Case(line: "capacity p.h5 --counts 5", says: "p.h5: a load of"),
        Case(line: "selectivity p.h5", says: "p.h5: a patterns file, expected the responses of a linear layer"),
        Case(line: "selectivity a1.h5", says: "a1.h5: a study file, expected the responses of a linear layer"),
        Case(line: "basin missing.h5", says: "missing.h5: No such file or directory"),
        Case(line: "window p.h5", says: "study window needs no file", status: 2),
    ]

    @Test(arguments: cases)
    func isRefused(_ wrong: Case) throws {
        let place = try Workplace(copyOf: Self.prepared.get())
        let before = place.files
        let outcome = try place.shell("canns-study \(wrong.line) -o o.h5")
        #expect(outcome.status == wrong.status && outcome.signal == nil, "\(outcome.errors)")
        #expect(outcome.errors.hasPrefix("canns-study: ") && outcome.errors.contains(wrong.says), "\(outcome.errors)")
        #expect(place.files == before && outcome.output.isEmpty)
    }

    /// The inputs of all cases, made once.
    private static let prepared = Result { () throws -> Workplace in
        let place = try Workplace().shared()
        try place.shell(
            """
            \(Self.capacity) --shard 1/2 -o a1.h5; canns-import -q --invert $LETTERS/{A,B}.png -o p.h5
            \(Self.capacity.replacingOccurrences(of: "--seed 3", with: "--seed 4")) --shard 2/2 -o b.h5
            canns-study noise -q --neurons 100 --trials 1 -o noise.h5
            """)
        #expect(place.files == ["a1.h5", "b.h5", "noise.h5", "p.h5"])
        return place
    }

    @Test func anUnfinishedStudyIsNotDrawn() throws {
        let place = try Workplace()
        try place.shell("\(Self.capacity) --shard 1/2 -o part.h5")
        let outcome = try place.shell("canns-render --view study part.h5 -o o.png")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("the study is not complete (6 of 12 cells)"), "\(outcome.errors)")
    }
}
