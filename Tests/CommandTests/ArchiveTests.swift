import Foundation
import TestSupport
import Testing

/// Several archives in one table and one figure.
@Suite struct ArchiveTests {
    private static let makes = """
        canns-study capacity -q --neurons 40 --loads 0.1,0.2 --trials 2 --cues 2 -o a.h5 &&
        canns-study capacity -q --neurons 60 --loads 0.1,0.3 --trials 2 --cues 2 -o b.h5 &&
        canns-study noise -q --neurons 40 --loads 0.1 --levels 0,0.2 --trials 2 -o noise.h5 &&
        canns-study capacity -q --neurons 40 --loads 0.1,0.2 --trials 2 --cues 2 --shard 1/2 -o part.h5 &&
        canns-import -q $LETTERS/A.png -o p.h5

        """

    /// One archive's table is its report; of several the file stands in front.
    @Test func tablesHaveTheSameColumnsAndSayWhichFile() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            Self.makes + """
                canns-study rerun -q a.h5 --report report.tsv -o again.h5 && canns-study table a.h5 --format tsv > table.tsv &&
                cmp report.tsv table.tsv && canns-study table a.h5 b.h5 -o both.csv &&
                canns-study table a.h5 b.h5 --format json && canns-study table < a.h5 > piped.csv &&
                canns-study table a.h5 > named.csv && cmp piped.csv named.csv
                """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let rows = String(decoding: try place.contents("both.csv"), as: UTF8.self).split(separator: "\n")
        #expect(rows.count == 5 && rows[0].hasPrefix("file,rule,neurons,load,stored_load,patterns,wrong_bits,"))
        #expect(rows[1].hasPrefix("a.h5,hebbian,40,0.1,") && rows[4].hasPrefix("b.h5,hebbian,60,0.3,"))
        let objects = try String(decoding: outcome.output, as: UTF8.self).split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
        #expect(objects.count == 4 && objects[3]["file"] as? String == "b.h5" && objects[3]["load"] as? Double == 0.3)
    }

    /// The figure tells the origin of all; a part of the axis and no theory make another picture.
    @Test func archivesShareAFigure() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            Self.makes + """
                canns-render a.h5 b.h5 -o both.svg && canns-render a.h5 b.h5 --no-theory -o bare.svg &&
                canns-render a.h5 b.h5 --x-range :0.25 -o part.svg &&
                for f in both bare part; do sed '/<desc>/,/<.desc>/d' $f.svg > $f.drawn; done &&
                ! cmp -s both.drawn bare.drawn && ! cmp -s both.drawn part.drawn
                """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let svg = String(decoding: try place.contents("both.svg"), as: UTF8.self)
        #expect(svg.contains("--neurons 40") && svg.contains("--neurons 60"))
    }

    /// 2 trials of seed 1 and 3 of seed 2: the mean over memories of 5, in any order of merging the numbers of the parts.
    @Test func archivesOfOtherSeedsAreMoreTrials() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            run="canns-study capacity -q --neurons 60 --loads 0.1,0.3 --cues 2"
            $run --seed 1 --trials 2 -o one.h5 && $run --seed 2 --trials 3 -o two.h5 && $run --seed 3 --trials 1 -o three.h5 &&
            canns-study merge -q one.h5 two.h5 -o both.h5 && canns-study merge -q both.h5 three.h5 -o all.h5 &&
            canns-study verify both.h5 all.h5 && canns-study rerun -q all.h5 -o again.h5 && cmp all.h5 again.h5 &&
            for f in one two three all; do canns-study table --format tsv $f.h5 | cut -f 6 | tail -2 | paste -s; done
            canns-study merge one.h5 one.h5 two.h5 -o x.h5; canns-study rerun --shard 1/2 all.h5 -o x.h5
            """)
        let lines = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n").map { line in
            line.split(separator: "\t").compactMap { Double($0) }
        }
        try #require(lines.count == 4, "\(outcome.errors)")
        for load in 0..<2 {
            let mean = (2 * lines[0][load] + 3 * lines[1][load] + lines[2][load]) / 6
            #expect(abs(lines[3][load] - mean) < 1e-12)
        }
        #expect(outcome.errors.contains("two of the archives have seed 1, whose trials are the same"))
        #expect(outcome.errors.contains("--shard does not apply to joined trials"))
        #expect(!place.files.contains("x.h5"))
    }

    static let refusals: [(line: String, says: String)] = [
        ("canns-study table a.h5 noise.h5", "noise.h5: has other columns than a.h5"),
        ("canns-study table part.h5", "part.h5: is not complete, so it has no results"),
        ("canns-study table p.h5", "p.h5: this is a patterns file, expected a study file"),
        ("canns-study table a.h5 --report r", "--report does not apply to table"),
        ("canns-study capacity --format csv", "--format does not apply to study capacity"),
        ("canns-render a.h5 noise.h5 -o o.png", "noise.h5: holds study noise, expected capacity, as a.h5"),
        ("canns-render a.h5 part.h5 -o o.png", "part.h5: cannot be drawn with others: the study is not complete"),
        ("canns-render a.h5 p.h5 -o o.png", "p.h5: cannot be drawn with others: a patterns file holds no study"),
        ("canns-render a.h5 b.h5 --view list", "unexpected operand b.h5"),
        ("canns-render a.h5 --x-range 1 -o o.png", "--x-range is 1, expected LOW:HIGH"),
        ("canns-render a.h5 --x-range 0.5: -o o.png", "--x-range holds no value of load, expected a part of 0.1:0.2"),
        ("canns-render p.h5 --no-theory -o o.png", "--theory does not apply to view patterns; it applies to study"),
    ]

    @Test func whatCannotBeJoinedIsRefusedByName() throws {
        let place = try Workplace()
        #expect(try place.shell(Self.makes).status == 0)
        let before = place.files
        for (line, says) in Self.refusals {
            let outcome = try place.shell(line)
            #expect(outcome.status == 1 || outcome.status == 2, "\(line)")
            #expect(outcome.errors.contains(says), "\(line): \(outcome.errors)")
        }
        #expect(place.files == before)
    }
}
