import Foundation
import TestSupport
import Testing

/// Files of every kind made again from what they tell, and folders of them described.
@Suite struct RerunTests {
    /// Pictures, pairs, weights of weights, forgetting, recalls with cues and a mask, layers, spikes, patterns of other
    /// software, studies with and without a file, of several seeds, and figures of them in every form.
    private static let makes = """
        set -e
        cp -r $LETTERS letters
        canns-import -q --license CC0-1.0 --creator 'Ada Example' -s 12x12 letters/A.png letters/C.png -o k.h5
        canns-import -q -s 12x12 letters/B.png - -o t.h5 < letters/D.png
        mkdir in && (cd in && canns-import -q -s 12x12 --labels folder ../letters -o ../all.h5)
        canns-train -q --title Pairs -r pseudo-inverse --targets t.h5 k.h5 -o pairs.h5
        canns-train -q k.h5 -o one.h5 && canns-train -q --initial one.h5 < t.h5 > two.h5
        canns-train -q -r anti-hebbian --initial two.h5 --unlearn A -o less.h5
        canns-import -q -s 12x12 letters/A.png -o mask.h5 && canns-render -q --each m mask.h5
        canns-recall -q --cues k.h5 --flip 0.1 --clamp m/A.png --history two.h5 -o recall.h5
        canns-train -q -r oja --outputs 4 --epochs 2 all.h5 -o oja.h5 && canns-recall -q --cues k.h5 oja.h5 -o answer.h5
        printf 'time,unit\\n1,0\\n2.5,1\\n4,0\\n' > spikes.csv && canns-import -q --spikes trains spikes.csv -o spikes.h5
        canns-train -q -r stdp --outputs 2 spikes.h5 -o stdp.h5 && canns-recall -q --cues spikes.h5 stdp.h5 -o fired.h5
        for seed in 1 2; do canns-study capacity -q --seed $seed --neurons 40 --trials 2 --loads 0.1 -o s$seed.h5; done
        canns-study merge -q s1.h5 s2.h5 -o both.h5 && canns-study patterns -q two.h5 -o why.h5
        canns-study accuracy -q all.h5 oja.h5 --train all.h5 --test all.h5 -o x.h5 2> /dev/null ||
        canns-study accuracy -q oja.h5 --train all.h5 --test all.h5 -o accuracy.h5
        for ending in png svg pdf html; do canns-render recall.h5 -o r.$ending; done
        canns-render --view film recall.h5 -o film.apng && canns-render s1.h5 s2.h5 -o seeds.svg
        canns-render two.h5 s1.h5 --title Both -o both.html && canns-render -q --each o k.h5 && cp o/C.png other.png

        """

    private static let files =
        "k.h5 t.h5 all.h5 pairs.h5 one.h5 two.h5 less.h5 mask.h5 recall.h5 oja.h5 answer.h5 spikes.h5 stdp.h5 fired.h5 s1.h5 "
        + "s2.h5 both.h5 why.h5 accuracy.h5 r.png r.svg r.pdf r.html film.apng seeds.svg both.html m/A.png other.png"

    @Test func everyKindIsMadeAgainByteByByte() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            Self.makes + """
                canns-study verify *.h5
                canns-study rerun --folder . \(Self.files) > findings
                canns-study rerun --folder . --dry-run \(Self.files) > again.sh && sh again.sh
                canns-study rerun r.svg -o again.svg && cmp r.svg again.svg
                canns-render both.h5 -o both.svg && rm s1.h5 s2.h5 && canns-study rerun seeds.svg both.svg
                rm both.h5 && ! canns-study rerun both.svg
                """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let findings = String(decoding: try place.contents("findings"), as: UTF8.self).split(separator: "\n")
        #expect(findings.count == Self.files.split(separator: " ").count)
        #expect(findings.allSatisfy { $0.hasSuffix(": same bytes") }, "\(findings)")
    }

    /// Inputs under other names elsewhere are found by what is in them; where the first are gone, by what is left of the way.
    @Test func inputsAreFoundByTheirDigest() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            set -e
            mkdir old far && cp $LETTERS/A.png old/A.png
            canns-import -q old/A.png -o p.h5 && canns-train -q p.h5 -o w.h5 && mkdir figures
            canns-render w.h5 -o figures/w.svg && mv old/A.png far/other.png && mv p.h5 far/q.h5
            canns-study rerun figures/w.svg && exit 9 || canns-study rerun figures/w.svg --folder far
            rm far/other.png && canns-study rerun figures/w.svg --folder far
            printf x >> figures/w.svg; canns-study rerun figures/w.svg --folder far && exit 9 || rm far/q.h5
            canns-study rerun figures/w.svg --folder far && exit 9 || exit 0
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let lines = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n")
        try #require(lines.count == 5, "\(lines)")
        #expect(
            lines[1] == "figures/w.svg: same bytes" && lines[2] == lines[1] && lines[3] == "figures/w.svg: other bytes")
        for line in [lines[0], lines[4]] {
            #expect(line.hasPrefix("figures/w.svg: step 1 read old/A.png with SHA-256 "))
            #expect(line.hasSuffix("which is not there; name the folder where it is with --folder"))
        }
    }

    static let refusals: [(line: String, says: String)] = [
        ("rerun foreign.h5", "foreign.h5: is of other software"),
        ("rerun p.h5 --folder nowhere", "--folder: nowhere is no folder"),
        ("rerun p.h5 --dry-run -o x.h5", "--dry-run and --output exclude each other"),
        ("rerun p.h5 w.h5 -o x.h5", "unexpected operand w.h5"),
        ("rerun plain.png", "plain.png: does not tell how it was made"),
        ("rerun evil.h5", "step 1 of its history is canns-import --output"),
        ("rerun old.h5", "step 1, canns-import a.png, does not tell what it read"),
        ("rerun piped.h5", "/dev/stdin is named by its whole path and is another file now"),
        ("crate", "FILE is missing, expected one folder"),
        ("crate p.h5", "p.h5 is no folder"),
        ("crate . -o x", "--output does not apply to crate"),
        ("capacity --dry-run", "--dry-run does not apply to study capacity"),
    ]

    @Test(.needs(OtherReaders.python != nil, "python3-h5py")) func whatCannotBeMadeAgainIsSaid() throws {
        let place = try Workplace()
        let attribute = """
            import sys, h5py
            for name, line in [("evil", "canns-import --output /tmp/x a.png"), ("old", "canns-import a.png")]:
                with h5py.File("p.h5") as source, h5py.File(name + ".h5", "w") as target:
                    for key in source.attrs: target.attrs[key] = source.attrs[key]
                    for key in source:
                        if key not in ("history_files", "history_file"): source.copy(key, target)
                    target.attrs["history"] = "2026-01-01T00:00:00Z " + line + " (canns 1.0.0)"
            with h5py.File("foreign.h5", "w") as target: target["patterns"] = [[1, -1], [-1, 1]]
            """
        try place.write(Data(attribute.utf8), to: "spoil.py")
        let made = try place.shell(
            """
            set -e
            cp $LETTERS/A.png plain.png && canns-import -q plain.png -o p.h5 && canns-train -q p.h5 -o w.h5
            /usr/bin/python3 spoil.py && cat plain.png | canns-import -q /dev/stdin -o piped.h5
            """)
        try #require(made.status == 0, "\(made.errors)")
        for (line, says) in Self.refusals {
            let outcome = try place.shell("canns-study \(line)")
            let told = outcome.errors + String(decoding: outcome.output, as: UTF8.self)
            #expect(outcome.status != 0 && told.contains(says), "\(line): \(told)")
        }
        #expect(!place.files.contains("x.h5"))
    }

    /// Sizes and digests are those of the files; the recall read the weights, which the patterns made, which two pictures
    /// made, one of which is not in the folder.
    @Test func aCrateTellsFilesAndActions() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            set -e
            mkdir crate && cp $LETTERS/A.png "crate/a b.png" && cp $LETTERS/B.png .
            canns-import -q --creator 'Ada Example' --license CC-BY-4.0 'crate/a b.png' B.png -s 12x12 -o p.h5
            canns-train -q p.h5 -o crate/w.h5 && canns-recall -q --flip 0.1 crate/w.h5 -o crate/r.h5
            canns-study crate crate --title 'Two letters' && sha256sum crate/r.h5 | cut -d ' ' -f 1
            canns-study crate crate && exit 9 || canns-study crate -q --force crate
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let data = try place.contents("crate/ro-crate-metadata.json")
        let whole = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let graph = try #require(whole["@graph"] as? [[String: Any]])
        func entity(_ id: String) throws -> [String: Any] { try #require(graph.first { $0["@id"] as? String == id }) }
        func ids(_ value: Any?) -> [String] {
            (value as? [[String: String]] ?? (value as? [String: String]).map { [$0] } ?? []).compactMap { $0["@id"] }
        }
        let root = try entity("./")
        #expect(ids(root["hasPart"]) == ["a%20b.png", "r.h5", "w.h5"])
        #expect(
            ids(root["license"]) == ["https://spdx.org/licenses/CC-BY-4.0"] && ids(root["author"]) == ["#Ada%20Example"]
        )
        let recall = try entity("r.h5")
        #expect(
            recall["sha256"] as? String
                == String(decoding: outcome.output, as: UTF8.self).split(separator: "\n").first.map(String.init))
        #expect(recall["contentSize"] as? String == "\(try place.contents("crate/r.h5").count)")
        let actions = graph.filter { $0["@type"] as? String == "CreateAction" }
        #expect(actions.count == 3)
        func action(_ program: String) throws -> [String: Any] {
            try #require(actions.first { ids($0["instrument"]) == ["#\(program)"] })
        }
        #expect(ids(try action("canns-recall")["object"]) == ["w.h5"])
        #expect(ids(try action("canns-recall")["result"]) == ["r.h5"])
        #expect(ids(try action("canns-train")["object"]) == ids(try action("canns-import")["result"]))
        let read = ids(try action("canns-import")["object"])
        #expect(read.first == "a%20b.png" && read.count == 2)
        #expect(try entity(read[1])["name"] as? String == "B.png")
    }
}
