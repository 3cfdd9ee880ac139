import TestSupport
import Testing

/// Rows of weights that are learned apart and joined.
@Suite struct RowTests {
    /// Options, and into how many parts the rows go: one row each, parts of unlike sizes, blocks that parts cut.
    static let trainings: [(options: String, parts: Int)] = [
        ("", 26), ("-r hebbian --initial earlier.h5", 2), ("-r anti-hebbian --no-zero-diagonal", 3),
        ("-r covariance --coding binary", 3), ("-r pseudo-inverse", 5), ("-r perceptron", 4),
        ("-r perceptron --margin 0.3 --max-epochs 7", 3), ("-r perceptron --coding binary --reference", 2),
    ]

    @Test(arguments: trainings) func partsMakeTheFileOfTheWhole(options: String, parts: Int) throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            canns-import -q --size 5x6 $LETTERS/[A-J].png -o p.h5 && canns-import -q --size 5x6 $LETTERS/[K-L].png -o q.h5 &&
            canns-train -q q.h5 -o earlier.h5 && canns-train -q \(options) p.h5 -o whole.h5 || exit 3
            for i in $(seq \(parts)); do canns-train -q \(options) --rows $i/\(parts) p.h5 -o part-$i.h5 || exit 4; done
            canns-study merge -q part-*.h5 -o merged.h5 && cmp merged.h5 whole.h5 &&
            canns-study verify whole.h5 merged.h5 part-*.h5
            """, environment: ["SOURCE_DATE_EPOCH": "1767225600"])
        #expect(outcome.status == 0, "\(outcome.errors)\(String(decoding: outcome.output, as: UTF8.self))")
    }

    /// 1200 rows of 4800 bytes are more than a block of 4 MiB, and no part ends where a block does.
    @Test func partsThatCutBlocks() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            canns-import -q --size 40x30 $LETTERS/[A-D].png -o p.h5 && canns-train -q p.h5 -o whole.h5 || exit 3
            for i in 1 2 3; do canns-train -q --threads $i --rows $i/3 p.h5 -o part-$i.h5 || exit 4; done
            canns-study merge part-3.h5 part-1.h5 part-2.h5 > merged.h5 && cmp merged.h5 whole.h5
            """, environment: ["SOURCE_DATE_EPOCH": "1767225600"])
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    static let refusals: [(line: String, says: String)] = [
        (
            "canns-study merge a1.h5 a3.h5 -o o.h5",
            "the parts have 2 of 3 shares of the rows, expected all; missing is 2/3"
        ),
        ("canns-study merge a1.h5 a2.h5 a2.h5 -o o.h5", "a2.h5: is part 2/3, as a2.h5 is; expected each once"),
        (
            "canns-study merge a1.h5 b2.h5 a3.h5 -o o.h5",
            "b2.h5: is a part of other weights than a1.h5: it was learned from other patterns"
        ),
        ("canns-study merge a1.h5 c2.h5 -o o.h5", "c2.h5: is a part of other weights than a1.h5: it was made by"),
        ("canns-study merge a1.h5 w.h5 -o o.h5", "w.h5: is no part of weights, as other operands are"),
        ("canns-study merge a1.h5 --report r -o o.h5", "--report does not apply to parts of weights"),
        ("canns-recall a2.h5 -o o.h5", "a2.h5: is part 2/3 of a weights file (rows 10 to 19); canns-study merge joins"),
        ("canns-train --initial a2.h5 p.h5 -o o.h5", "a2.h5: is part 2/3 of a weights file"),
        ("canns-render a2.h5 --view weights -o o.png", "this is part 2/3 of a weights file"),
        ("canns-train -r storkey --rows 1/2 p.h5 -o o.h5", "--rows does not apply to rule storkey: w_ij changes by"),
        ("canns-train -r dreaming --rows 1/2 p.h5 -o o.h5", "rule dreaming: a dream is a state of the whole network"),
        ("canns-train -r perceptron --symmetric-weights --rows 1/2 p.h5 -o o.h5", "a change of w_ij is one of w_ji"),
        (
            "canns-train -r oja --rows 1/2 p.h5 -o o.h5",
            "expected one of hebbian, anti-hebbian, pseudo-inverse, perceptron"
        ),
        ("canns-train -r store --rows 1/2 p.h5 -o o.h5", "it keeps the patterns and makes no matrix"),
        ("canns-train -r perceptron --initial w.h5 --rows 1/2 p.h5 -o o.h5", "rows of rule perceptron are learned by"),
        ("canns-train --rows 3/2 p.h5 -o o.h5", "--rows: the shard is 3/2, expected one from 1/2 to 2/2"),
        (
            "canns-train --rows 1/31 p.h5 -o o.h5",
            "--rows is 1/31, but there are 30 rows, expected as many parts at most"
        ),
        ("canns-train --rows slurm p.h5 -o o.h5", "--rows: the shard is slurm, but SLURM_ARRAY_TASK_ID is not set"),
        ("canns-train --form outer-product --rows 1/2 p.h5 -o o.h5", "expected --form dense"),
        ("canns-train --clip --rows 1/2 p.h5 -o o.h5", "--clip works on all weights at once"),
    ]

    @Test func refuses() throws {
        let place = try Workplace()
        try place.shell(
            """
            canns-import -q --size 5x6 $LETTERS/[A-E].png -o p.h5; canns-import -q --size 5x6 $LETTERS/[F-K].png -o q.h5
            canns-train -q p.h5 -o w.h5; for i in 1 2 3; do canns-train -q --rows $i/3 p.h5 -o a$i.h5; done
            canns-train -q --rows 2/3 q.h5 -o b2.h5; canns-train -q -r perceptron --rows 2/3 p.h5 -o c2.h5
            """)
        for (line, says) in Self.refusals {
            let outcome = try place.shell(line)
            #expect(outcome.status != 0 && outcome.errors.contains(says), "\(line)\n\(outcome.errors)")
            #expect(outcome.errors.split(separator: "\n").count <= 2, "\(line)\n\(outcome.errors)")
        }
        #expect(!place.files.contains { $0.hasPrefix("o.") })
    }
}
