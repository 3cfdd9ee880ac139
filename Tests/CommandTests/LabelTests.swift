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
                --initial-weights 1 train.h5 -o w.h5 &&
            canns-study accuracy w.h5 --train train.h5 --test test.h5 --report r.tsv -o a.h5 &&
            canns-study verify train.h5 w.h5 a.h5
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
        let refused = try place.shell("canns-study accuracy w.h5 --train train.h5 -o o.h5")
        #expect(refused.status == 2 && refused.errors.contains("expected --test FILE, and of a layer --train FILE too"))
    }
}
