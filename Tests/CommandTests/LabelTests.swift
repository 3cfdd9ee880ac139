import Foundation
import HDF5Store
import PNGStore
import TestSupport
import Testing

/// Labels, from where they come to what is made of them.
@Suite struct LabelTests {
    private static let digits = Repository.root.appendingPathComponent("Tests/ExchangeTests/Foreign/digits.npz").path

    private func integers(_ path: String, _ name: String) throws -> [Int32] {
        try file(path) { try $0.dataset(name) { try $0.read(as: Int32.self) } }
    }

    private func texts(_ path: String, _ name: String) throws -> [String] {
        try file(path) { try $0.dataset(name) { try $0.readStrings() } }
    }

    /// cat/a.png, cat/b.png, dog/c.png.
    private func pictures() throws -> Workplace {
        let place = try Workplace()
        try place.shell("mkdir -p all/cat all/dog")
        for (index, name) in ["cat/a.png", "cat/b.png", "dog/c.png"].enumerated() {
            let pixels = PNGPixels(width: 2, height: 2, kind: .gray, bytes: [0, 200, 10, UInt8(100 * index)])
            try place.write(Data(try PNG.encode(pixels)), to: "all/\(name)")
        }
        try place.write("name,label\na,7\nb,1\nc,7\n", to: "by-name.csv")
        try place.write("dog\ncat\ndog\n", to: "in-order.txt")
        return place
    }

    @Test(
        arguments: [
            ("--labels folder all", [0, 0, 1], ["cat", "dog"]), ("--labels by-name.csv all", [7, 1, 7], nil),
            ("--labels in-order.txt all", [1, 0, 1], ["cat", "dog"]),
            ("--labels folder --files-from list.txt", [1, 0], ["cat", "dog"]),
            ("--labels folder --files-from - < list0.txt", [1, 0], ["cat", "dog"]),
        ] as [(String, [Int32], [String]?)])
    func labelsAreTakenFrom(options: String, labels: [Int32], names: [String]?) throws {
        let place = try pictures()
        try place.write("all/dog/c.png\nall/cat/a.png\n", to: "list.txt")
        try place.write("all/dog/c.png\0all/cat/a.png\0", to: "list0.txt")
        let outcome = try place.shell("canns-import \(options) -o p.h5")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try integers(place.path("p.h5"), "labels") == labels)
        if let names { #expect(try texts(place.path("p.h5"), "label_names") == names) }
        // Through training and recall, and both are sound.
        let chain = try place.shell(
            """
            canns-train p.h5 -o w.h5 && canns-recall w.h5 --cues p.h5 --report r.tsv -o r.h5 &&
            canns-study verify p.h5 w.h5 r.h5
            """)
        #expect(chain.status == 0, "\(chain.errors)")
        for file in ["w.h5", "r.h5"] { #expect(try integers(place.path(file), "labels") == labels) }
        #expect(try integers(place.path("r.h5"), "cue_labels") == labels)
        #expect(chain.errors.contains("labelled cues"))
        let report = try place.text("r.tsv").split(separator: "\n").map { $0.split(separator: "\t") }
        #expect(report[0].dropLast(2).suffix(3) == ["label", "best_label", "hit"])
    }

    @Test(
        arguments: [
            ("--labels short.txt all", "short.txt: has 1 labels, expected one for each of more pictures"),
            ("--labels long.txt all", "long.txt: has 4 labels for 3 pictures, expected one each"),
            ("--labels other.csv all", "other.csv: has no label for a, expected a row with it or with a.png"),
            ("--labels all/cat/a.png all", "a.png: holds no labels"), ("empty", "empty: holds no pictures"),
        ])
    func whatIsRefused(options: String, says: String) throws {
        let place = try pictures()
        try place.shell("mkdir empty; echo 1 > short.txt; printf '1\\n2\\n3\\n4\\n' > long.txt; echo z,1 > other.csv")
        let outcome = try place.shell("canns-import \(options) -o o")
        #expect(outcome.status == 1 && outcome.errors.contains(says), "\(outcome.errors)")
        #expect(!place.exists("o"))
    }

    /// 300 small digits to learn from and 100 to test: with 40 units the readout by the delta rule tells most of them, and
    /// the numbers of the archive agree with each other.
    @Test func competingUnitsTellDigits() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            canns-import --array train --labels \(Self.digits) --label-array train_labels \(Self.digits) -o train.h5 &&
            canns-import --array test --labels \(Self.digits) --label-array test_labels \(Self.digits) -o test.h5 &&
            canns-train -r competing --outputs 40 --epochs 20 --minibatch 10 --shuffle --schedule linear \
                --snapshots 10 --initial-weights 1 train.h5 -o w.h5 &&
            canns-study accuracy --snapshots w.h5 --train train.h5 --test test.h5 --report r.tsv -o a.h5 &&
            canns-study verify train.h5 w.h5 a.h5 && canns-render --view fields --sort label a.h5 -o fields.png &&
            canns-render --view errors a.h5 -o errors.png
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let result = { (name: String) in
            try file(place.path("a.h5")) { root in
                try root.group("results") { try $0.dataset(name) { try $0.read(as: Double.self) } }
            }
        }
        let accuracy = try result("accuracy")
        // Chance is .1; a nearest neighbour gets about .95 of these.
        #expect(accuracy.count == 3 && accuracy[2] > 0.8, "\(accuracy)")
        for (readout, name) in ["votes", "prototype", "delta"].enumerated() {
            let confusion = try result("confusion_\(name)")
            #expect(confusion.reduce(0, +) == 100)
            let right = (0..<10).reduce(0.0) { $0 + confusion[11 * $1] }
            #expect(abs(right / 100 - accuracy[readout]) < 1e-12)
        }
        // After 10 epochs, and after all 20; a row each for three readouts below that of the names.
        #expect(try result("epoch") == [10, 20])
        #expect(try Array(result("accuracy_after").suffix(3)) == accuracy)
        let report = String(decoding: try place.contents("r.tsv"), as: UTF8.self).split(separator: "\n")
        #expect(report.count == 7 && report[0].hasPrefix("epoch\treadout\taccuracy_after"))
        // The patterns that were wrong are those of the test set at their places.
        let wrong = try result("error").map { Int($0) }
        let shown = try file(place.path("test.h5")) { try $0.dataset("patterns") { try $0.read(as: Float.self) } }
        let kept = try result("error_pattern")
        #expect(kept.count == 64 * wrong.count)
        for (place, pattern) in wrong.enumerated() {
            let own = (0..<64).map { Double(shown[64 * pattern + $0]) }
            let ratio = kept[64 * place..<64 * place + 64].reduce(0, +) / own.reduce(0, +)
            // Levels of grey, a 255th each where the file counts them.
            #expect(zip(kept[64 * place..<64 * place + 64], own).allSatisfy { abs($0 - ratio * $1) < 1e-6 })
        }
        let refused = try place.shell("canns-study accuracy w.h5 --train train.h5 -o o.h5")
        #expect(refused.status == 2 && refused.errors.contains("expected --test FILE, and of a layer --train FILE too"))
    }

    /// Cues may show what no stored pattern does: both are numbered by one list of names. Partners are found by the labels of
    /// their keys.
    @Test func cuesHaveLabelsOfTheirOwn() throws {
        let place = try pictures()
        let outcome = try place.shell(
            """
            mkdir -p others/cat others/bird && cp all/dog/c.png others/bird/ && cp all/cat/b.png others/cat/ &&
            canns-import --labels folder all -o p.h5 && canns-import --labels folder others -o q.h5 &&
            canns-train -q -r hebbian p.h5 -o w.h5 && canns-recall -q w.h5 --cues q.h5 -o r.h5 &&
            canns-train -q -r hebbian --targets p.h5 p.h5 -o pairs.h5 && canns-recall -q pairs.h5 --cues q.h5 -o s.h5 &&
            canns-study verify r.h5 s.h5
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        for name in ["r.h5", "s.h5"] {
            #expect(try texts(place.path(name), "label_names") == ["bird", "cat", "dog"])
            #expect(try integers(place.path(name), "labels") == [1, 1, 2])
            #expect(try integers(place.path(name), "cue_labels") == [0, 1])
        }
    }

    /// A memory of 300 digits answers with the label of what it recalls. At a large beta of the softmax the attractor is the
    /// stored digit of least distance, where the other readout takes the one of largest correlation: both tell most of them.
    @Test func memoriesTellDigits() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            canns-import --array train --labels \(Self.digits) --label-array train_labels \(Self.digits) -o train.h5 &&
            canns-import --array test --labels \(Self.digits) --label-array test_labels \(Self.digits) -o test.h5 &&
            canns-train -q -r store --beta 1000 train.h5 -o w.h5 &&
            canns-study accuracy w.h5 --test test.h5 -o a.h5 && canns-study verify a.h5
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let accuracy = try file(place.path("a.h5")) { root in
            try root.group("results") { try $0.dataset("accuracy") { try $0.read(as: Double.self) } }
        }
        #expect(accuracy.count == 2 && accuracy.allSatisfy { $0 > 0.85 }, "\(accuracy)")
        for (line, says) in [
            ("w.h5 --train train.h5 --test test.h5", "expected --test FILE without --train"),
            ("w.h5 --snapshots --test test.h5", "expected it off for a memory"),
            ("plain.h5 --test test.h5", "the stored patterns have no labels"),
        ] {
            let refused = try place.shell(
                "canns-import --array train \(Self.digits) | canns-train -q -r store -f -o plain.h5; canns-study accuracy \(line) -o o.h5"
            )
            #expect(refused.status != 0 && refused.errors.contains(says), "\(refused.errors)")
        }
    }

    /// Sheets know labels: chosen by them, in their order, and refused where there are none.
    @Test func sheetsKnowLabels() throws {
        let place = try pictures()
        let outcome = try place.shell(
            """
            canns-import --labels folder all -o p.h5 && canns-import all -o plain.h5 &&
            canns-render --only label=cat p.h5 -o cats.png && canns-render --only 0,1 p.h5 -o same.png &&
            canns-render --only label=dog,a p.h5 -o mixed.png &&
            canns-render --only a,label=dog p.h5 -o ordered.png && canns-render --only label=dog,a --sort label p.h5 -o sorted.png
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        // The pictures tell their commands, which differ: what they show is compared.
        func shown(_ name: String) throws -> RGBAImage { try PNG.decode(Array(try place.contents("\(name).png"))) }
        #expect(try shown("cats") == shown("same"))
        #expect(try shown("ordered") == shown("sorted"))
        #expect(try shown("mixed") != shown("sorted"))
        for (line, says) in [
            ("--only label=bird p.h5", "no pattern has the label bird, expected one of cat, dog"),
            ("--only label=cat plain.h5", "have no labels"), ("--sort label plain.h5", "have no labels"),
        ] {
            let refused = try place.shell("canns-render \(line) -o o.png")
            #expect(refused.status == 1 && refused.errors.contains(says), "\(refused.errors)")
        }
    }
}
