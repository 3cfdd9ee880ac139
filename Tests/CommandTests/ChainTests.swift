import Foundation
import HDF5Store
import PNGStore
import TestSupport
import Testing

/// The whole chain on real photographs, as a user types it.
@Suite struct ChainTests {
    static let photos = "$PHOTOS/camera.png $PHOTOS/astronaut.png $PHOTOS/horse.png $PHOTOS/coffee.png"

    @Test func fourPhotographsAreRecalledFromThirtyPercentFlips() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            canns-import -s 128x128 \(Self.photos) | canns-train | canns-recall --flip 0.3 --seed 42 --report r.tsv |
                canns-render > recall.png
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let lines = String(decoding: try place.contents("r.tsv"), as: UTF8.self).split(separator: "\n")
        #expect(lines.count == 5)
        for line in lines.dropFirst() {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            // Every unit right, so the overlap is exactly 1.
            #expect(fields[2] == fields[3] && fields[5] == "1.0" && fields[6] == "0" && fields[8] == "fixed point")
        }
        let picture = try PNGHeader.read(Array(try place.contents("recall.png")))
        #expect(picture.width > 3 * 128 && picture.height > 4 * 128)
        #expect(place.files == ["r.tsv", "recall.png"])
    }

    @Test func pipesAndFilesGiveTheSameBytes() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            canns-import -s 64x64 \(Self.photos) | tee p1.h5 | gzip | gunzip | canns-train | tee w1.h5 |
                canns-recall -q --flip 0.2 --seed 3 --history | tee r1.h5 | canns-render > r1.png &&
            canns-import -s 64x64 \(Self.photos) -o p2.h5 && canns-train p2.h5 -o w2.h5 --threads 3 &&
            canns-recall w2.h5 --flip 0.2 --seed 3 --history --threads 1 -o r2.h5 && canns-render r2.h5 -o r2.png &&
            for x in p w r; do cmp ${x}1.h5 ${x}2.h5 || exit 9; done; cmp r1.png r2.png
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    @Test func threadsChangeNoByte() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            for t in 1 2 3; do
                canns-import -s 33x31 \(Self.photos) --threads $t -o p$t.h5 &&
                canns-train --form dense --threads $t p$t.h5 -o w$t.h5 &&
                canns-recall -q --update async --flip 0.2 --threads $t w$t.h5 -o r$t.h5 || exit 9
            done
            for x in p w r; do cmp ${x}1.h5 ${x}2.h5 && cmp ${x}1.h5 ${x}3.h5 || exit 8; done
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    /// Training on A, then on B, is training on both, in either form.
    @Test(arguments: ["dense", "outer-product"])
    func trainingIsIncremental(form: String) throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            canns-import -s 32x32 \(Self.photos) -o all.h5 &&
            canns-import -s 32x32 $PHOTOS/camera.png $PHOTOS/astronaut.png -o a.h5 &&
            canns-import -s 32x32 $PHOTOS/horse.png $PHOTOS/coffee.png -o b.h5 &&
            canns-train --form \(form) all.h5 -o whole.h5 && canns-train --form \(form) a.h5 -o first.h5 &&
            canns-train --form \(form) b.h5 --initial first.h5 -o both.h5
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let names = ["patterns", "coefficients"] + (form == "dense" ? ["weights"] : [])
        for name in names {
            let whole = try floats(name, in: place.path("whole.h5"))
            #expect(try floats(name, in: place.path("both.h5")) == whole)
        }
    }

    /// A stored pattern that is unlearned by name leaves the others' weights as they were.
    @Test func unlearningRemovesOnePattern() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            canns-import -s 64x64 \(Self.photos) | canns-train -o w.h5 &&
            canns-train -r anti-hebbian --initial w.h5 --unlearn horse -o v.h5 &&
            canns-import -s 64x64 \(Self.photos) -o p.h5 &&
            canns-recall -q --cues p.h5 --flip 0.1 --report r.tsv v.h5 -o r.h5
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try floats("coefficients", in: place.path("v.h5")) == [0.25, 0.25, 0.25])
        let lines = String(decoding: try place.contents("r.tsv"), as: UTF8.self).split(separator: "\n").dropFirst()
        for line in lines {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            #expect((fields[5] == "1.0" && fields[2] == fields[3]) == (fields[1] != "horse"), "\(line)")
        }
    }

    /// A black-and-white picture that is not resized comes back pixel for pixel, by every threshold.
    @Test(arguments: ["mean", "otsu", "median", "100"])
    func blackAndWhiteSurvives(threshold: String) throws {
        let place = try Workplace()
        // 37×23 pixels: no multiple of a byte or a word.
        var levels = [UInt8](repeating: 0, count: 37 * 23)
        for index in levels.indices where (index * index + index / 37) % 7 < 3 { levels[index] = 255 }
        let png = try PNG.encode(PNGPixels(width: 37, height: 23, kind: .gray, bytes: levels))
        try place.write(Data(png), to: "in.png")
        let outcome = try place.shell(
            "canns-import --threshold \(threshold) in.png | canns-render --each out")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let image = try PNG.decode(Array(try place.contents("out/in.png")))
        #expect(image.width == 37 && image.height == 23)
        #expect(stride(from: 0, to: image.pixels.count, by: 4).map { image.pixels[$0] } == levels)
    }

    /// Names, attributes and types of the files are a contract.
    @Test func filesHoldWhatTheFormatSays() throws {
        let place = try Workplace()
        try place.shell(
            """
            canns-import -s 32x24 \(Self.photos) -o p.h5 && canns-train p.h5 -o w.h5 &&
            canns-recall -q --history w.h5 -o r.h5
            """)
        try file(place.path("p.h5")) { (root: borrowing HDF5Group) throws -> Void in
            #expect(try root.attribute("format")?.string == "canns-patterns")
            #expect(try root.attribute("format_version")?.ints == [1, 1, 0])
            #expect(try root.attribute("created")?.string == "2023-11-14T22:13:20Z")
            #expect(try root.attribute("id")?.string?.count == 64)
            try root.dataset("patterns") { (dataset: borrowing HDF5Dataset) throws -> Void in
                #expect(dataset.shape == [4, 32 * 24] && dataset.elementKind == .integer(bytes: 1, signed: true))
                #expect(try dataset.attribute("coding")?.string == "bipolar")
                #expect(try dataset.attribute("geometry")?.ints == [24, 32])
                #expect(try dataset.attribute("units")?.string != nil)
                #expect(try dataset.label(dimension: 1) == "neuron")
            }
            #expect(try root.dataset("names") { try $0.readStrings() } == ["camera", "astronaut", "horse", "coffee"])
        }
        try file(place.path("w.h5")) { (root: borrowing HDF5Group) throws -> Void in
            #expect(try root.attribute("history")?.string?.split(separator: "\n").count == 2)
            try root.group("model") { (model: borrowing HDF5Group) throws -> Void in
                #expect(try model.attribute("form")?.string == "dense")
                #expect(try model.attribute("zero_diagonal")?.bool == true)
            }
            #expect(try root.group("training") { try $0.attribute("rule")?.string } == "hebbian")
        }
        try file(place.path("r.h5")) { (root: borrowing HDF5Group) throws -> Void in
            for (name, shape) in [("cues", [4, 768]), ("final", [4, 768]), ("target", [4]), ("overlap", [4, 4])] {
                #expect(try root.dataset(name) { $0.shape } == shape)
            }
            let steps = try root.dataset("energy") { $0.shape[1] }
            #expect(try root.dataset("states") { $0.shape } == [4, steps, 768])
        }
    }

    /// Ten windows of one photograph are too alike for Hebbian storage; projection tells them apart, and the study of
    /// patterns names it.
    @Test func picturesTooAlikeForHebb() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            canns-import -q --patches 10 --patch-size 96x96 --coding bipolar --seed 1 $PHOTOS/astronaut.png -o p.h5 || exit 3
            for rule in hebbian pseudo-inverse; do
                canns-train -q -r $rule p.h5 -o w.h5 -f && canns-recall --flip 0.1 --seed 1 w.h5 -o r.h5 -f || exit 4
            done
            canns-study patterns --trials 1 p.h5 -o s.h5
            """)
        #expect(outcome.status == 0)
        for text in [
            "0 of 10 cues recalled without an error", "10 of 10 cues recalled without an error", "is too alike to",
            "remedy: pseudo-inverse recalls 100 % of the cues",
        ] { #expect(outcome.errors.contains(text), "\(outcome.errors)") }
    }
}

/// A dataset as numbers.
func floats(_ name: String, in path: String) throws -> [Float] {
    try file(path) { root in try root.dataset(name) { try $0.read(as: Float.self) } }
}

/// Lends the root of a file.
func file<R>(_ path: String, _ body: (borrowing HDF5Group) throws -> R) throws -> R {
    let file = try HDF5File.open(at: path)
    let result = try file.root(body)
    try file.close()
    return result
}
