import Figures
import Foundation
import HDF5Store
import TestSupport
import Testing

/// Cells of matrices, fields and pictures are read back from the pixels, each in its place.
@Suite struct RenderCellTests {
    private func picture(_ place: Workplace, _ line: String) throws -> Picture {
        let outcome = try place.shell(line)
        #expect(outcome.status == 0, "\(outcome.errors)")
        return try Picture(try place.contents("o.png"))
    }

    private func numbers(_ place: Workplace, _ name: String) throws -> [Float] {
        try file(place.path("f.h5")) { root in try root.dataset(name) { try $0.read(as: Float.self) } }
    }

    /// Rows of a matrix stand below each other, the cells of each side by side.
    private func expectRows(_ picture: Picture, _ values: [Float], columns: Int, bound: Float, _ what: String) {
        var y = 0
        for row in 0..<values.count / columns {
            let colors = (0..<columns).map { column in
                ColorMap.balance.color(
                    at: (Double(values[row * columns + column]) + Double(bound)) / (2 * Double(bound)))
            }
            guard let found = picture.row(showing: colors, from: y) else {
                Issue.record("\(what): no pixels of row \(row) below \(y)")
                return
            }
            y = found + 1
        }
    }

    private static let small = "canns-import -q -s 6x6 --invert $LETTERS/[A-H].png -o p.h5"

    @Test(arguments: ["--form dense", "-r storkey --form dense"])
    func weightsAreWhereTheyBelong(options: String) throws {
        let place = try Workplace()
        let image = try picture(
            place,
            "\(Self.small) && canns-train -q \(options) p.h5 -o f.h5 && canns-render --view weights f.h5 -o o.png")
        let weights = try numbers(place, "weights")
        let bound = weights.reduce(0) { max($0, abs($1)) }
        #expect(weights.count == 36 * 36 && bound > 0)
        expectRows(image, weights, columns: 36, bound: bound, options)
    }

    @Test func overlapsAreWhereTheyBelong() throws {
        let place = try Workplace()
        let image = try picture(
            place,
            "\(Self.small) && canns-train -q p.h5 -o w.h5 && canns-recall -q --flip 0.1 --seed 1 w.h5 -o f.h5"
                + " && canns-render --view overlap f.h5 -o o.png")
        expectRows(image, try numbers(place, "overlap"), columns: 8, bound: 1, "overlap")
    }

    /// Of a receptive field each row of weights is a row of cells, in parts of the largest weight of its unit.
    @Test func fieldsHaveTheGeometryOfTheirInputs() throws {
        let place = try Workplace()
        let image = try picture(place, "\(RenderTests.layer) && canns-render --view fields f.h5 -o o.png")
        let weights = try numbers(place, "weights")
        for unit in 0..<3 {
            let field = Array(weights[(unit * 36)..<(unit * 36 + 36)])
            let bound = field.reduce(0) { max($0, abs($1)) }
            expectRows(image, field, columns: 6, bound: bound, "field \(unit)")
        }
    }

    @Test func patchesHaveTheirGreyLevels() throws {
        let place = try Workplace()
        let image = try picture(
            place,
            "canns-import --patches 3 --patch-size 6x6 --seed 1 $PHOTOS/camera.png -o f.h5 && canns-render f.h5 -o o.png"
        )
        let values = try numbers(place, "patterns")
        let bound = values.reduce(0) { max($0, abs($1)) }
        for row in 0..<18 {
            // Black is the least that the largest magnitude allows, white the greatest.
            let colors = (0..<6).map { column in
                ColorMap.gray.color(at: (Double(values[row * 6 + column]) + Double(bound)) / (2 * Double(bound)))
            }
            #expect(image.row(showing: colors) != nil, "row \(row)")
        }
    }

    /// Marks are squares of one size, as many as there are wrong units of their value, and one of 20 pixels in the legend.
    @Test func wrongUnitsAreMarkedAndCounted() throws {
        let place = try Workplace()
        let image = try picture(
            place,
            "canns-import -q --invert $LETTERS/[A-H].png -o p.h5 && canns-train -q p.h5 -o w.h5"
                + " && canns-recall -q --flip 0.2 --seed 7 w.h5 -o f.h5 && canns-render f.h5 -o o.png")
        let (stored, final, target) = (
            try numbers(place, "patterns"), try numbers(place, "final"), try numbers(place, "target")
        )
        for (value, color) in [(Float(1), Color(hex: 0xE69F00)), (-1, Color(hex: 0x0072B2))] {
            var wrong = 0
            for trial in 0..<8 {
                let pattern = Int(target[trial])
                wrong += (0..<256).count { unit in
                    let state = final[trial * 256 + unit]
                    return state == value && state != stored[pattern * 256 + unit]
                }
            }
            #expect(wrong > 20)
            let runs = (0..<image.height).flatMap { y in
                image.runs(row: y).filter { $0.color == color }.map(\.count)
            }
            let side = try #require(runs.first)
            #expect(side > 4 && side < 20 && Set(runs) == [side, 20])
            #expect(runs.reduce(0, +) == wrong * side * side + 20 * 20)
        }
    }
}
