import Figures
import Foundation
import HDF5Store
import Numerics
import TestSupport
import Testing

/// Values of a file are read back from the places of curves, stems and spikes in its pictures.
@Suite struct RenderPositionTests {
    private func picture(_ place: Workplace, _ line: String) throws -> Picture {
        let outcome = try place.shell(line)
        #expect(outcome.status == 0, "\(outcome.errors)")
        return try Picture(try place.contents("o.png"))
    }

    private func numbers(_ place: Workplace, _ name: String) throws -> [Double] {
        try file(place.path("f.h5")) { root in try root.dataset(name) { try $0.read(as: Double.self) } }
    }

    /// Places along a picture are a linear function of values: that of the least and greatest, within some pixels.
    private func expectLinear(_ places: [Double], _ values: [Double], within limit: Double, _ what: String) throws {
        let low = try #require(values.indices.min { values[$0] < values[$1] })
        let high = try #require(values.indices.max { values[$0] < values[$1] })
        #expect(abs(places[low] - places[high]) > 50, "\(what): \(places)")
        for index in values.indices {
            let part = (values[index] - values[low]) / (values[high] - values[low])
            let expected = places[low] + part * (places[high] - places[low])
            #expect(abs(places[index] - expected) <= limit, "\(what): \(values[index]) at \(places[index])")
        }
    }

    /// Columns of pixels through markers, which stand at equal distances; the outermost reach 6.4 pixels further.
    private func columns(_ first: Int, _ last: Int, count: Int) -> [Int] {
        (0..<count).map { index in
            let part = Double(index) / Double(count - 1)
            return Int((Double(first) + 6.4 + part * (Double(last - first) + 1 - 12.8)).rounded(.down))
        }
    }

    /// A curve with markers: what of it lies in the column of a marker is as high above its middle as below, but for
    /// the lines to its neighbours and the rounding to pixels.
    private func expectCurve(_ picture: Picture, shows values: [Double], _ what: String) throws {
        let curve = picture.curve(\.isBlue)
        let (first, last) = (try #require(curve.keys.min()), try #require(curve.keys.max()))
        let middles = try columns(first, last, count: values.count).map { x in
            let rows = try #require(curve[x])
            return Double(rows.lowerBound + rows.upperBound) / 2
        }
        try expectLinear(middles, values, within: 2, what)
    }

    /// Stems: the highest pixel of each is 6.4 pixels above its value, the lowest as much below one that is negative.
    private func expectStems(_ picture: Picture, show values: [Double], _ what: String) throws {
        let stems = (0..<picture.width).map { x in (0..<picture.height).filter { picture[x, $0].isBlue } }
        let (first, last) = (
            try #require(stems.firstIndex { !$0.isEmpty }), try #require(stems.lastIndex { !$0.isEmpty })
        )
        let ends = try zip(columns(first, last, count: values.count), values).map { x, value in
            value >= 0 ? Double(try #require(stems[x].first)) + 6.4 : Double(try #require(stems[x].last)) + 1 - 6.4
        }
        try expectLinear(ends, values, within: 1.5, what)
    }

    @Test func energiesAndOverlapsOverTheSteps() throws {
        let place = try Workplace()
        let make = """
            canns-import -q --invert $LETTERS/[A-H].png -o p.h5 && canns-train -q p.h5 -o w.h5 &&
            canns-recall -q --flip 0.2 --seed 7 --history w.h5 -o f.h5
            """
        let energy = try picture(place, make + " && canns-render --view energy --only 2 f.h5 -o o.png")
        let steps = try numbers(place, "energy").count / 8
        let energies = try numbers(place, "energy")[(2 * steps)..<(3 * steps)].filter(\.isFinite)
        #expect(energies.count == 4)
        try expectCurve(energy, shows: energies, "energy")

        let overlap = try picture(place, "canns-render --view overlap-steps --only 2 -f f.h5 -o o.png")
        let (states, stored) = (try numbers(place, "states"), try numbers(place, "patterns"))
        let overlaps = (0..<4).map { step in
            (0..<256).reduce(0.0) { sum, unit in
                sum + states[(2 * steps + step) * 256 + unit] * stored[2 * 256 + unit] / 256
            }
        }
        try expectCurve(overlap, shows: overlaps, "overlap")
    }

    @Test func curvesOfTrainingAndStudies() throws {
        let place = try Workplace()
        let training = try picture(
            place,
            RenderTests.layer.replacingOccurrences(of: "--epochs 2", with: "--epochs 12 --learning-rate 0.0005")
                + " && canns-render --view curves --only change f.h5 -o o.png")
        try expectCurve(training, shows: try numbers(place, "training/change"), "change")
        let study = try picture(
            place,
            "canns-study capacity -q --neurons 100 --loads 0.05:0.35:0.05 --trials 2 -f -o f.h5"
                + " && canns-render --only recalled -f f.h5 -o o.png")
        try expectCurve(study, shows: try numbers(place, "results/recalled"), "share recalled")
    }

    /// The eigenvalues drawn are those of the dense matrix, whichever way they were found; the last is that of all others.
    @Test func stemsOfSpectra() throws {
        let place = try Workplace()
        let spectrum = try picture(
            place,
            "canns-import --invert $LETTERS/[A-E].png | canns-train --no-subtract-mean --form dense -o f.h5"
                + " && canns-render --view spectrum f.h5 -o o.png")
        let weights = try numbers(place, "weights")
        let values = try LAPACK.symmetricEigen(weights, size: 256, vectors: false).values.sorted(by: >)
        #expect(abs(values[5] + 1) < 1e-4 && abs(values[255] + 1) < 1e-4)
        try expectStems(spectrum, show: Array(values.prefix(5)), "eigenvalues")
    }

    /// Weights of the pseudo-inverse project onto the patterns: 1 for each, in the form of patterns as in the dense one.
    @Test func stemsOfAProjection() throws {
        let place = try Workplace()
        let spectrum = try picture(
            place,
            "canns-import -q --invert $LETTERS/[A-C].png -o p.h5"
                + " && canns-train -r pseudo-inverse --no-zero-diagonal --form outer-product p.h5 -o f.h5"
                + " && canns-render --view spectrum f.h5 -o o.png")
        let stems = (0..<spectrum.width).map { x in (0..<spectrum.height).filter { spectrum[x, $0].isBlue } }
        let (first, last) = (
            try #require(stems.firstIndex { !$0.isEmpty }), try #require(stems.lastIndex { !$0.isEmpty })
        )
        let tops = try columns(first, last, count: 3).map { try #require(stems[$0].first) }
        #expect((tops.max() ?? 0) - (tops.min() ?? 0) <= 1, "\(tops)")
    }

    /// Ten patterns of nine units have nine eigenvalues, in either form of the weights.
    @Test func morePatternsThanUnits() throws {
        let place = try Workplace()
        let import9 = "canns-import -q -s 3x3 --invert $LETTERS/[A-J].png -o p.h5"
        let spectrum = try picture(
            place,
            "\(import9) && canns-train --form outer-product p.h5 -o w.h5 && canns-train --form dense p.h5 -o f.h5"
                + " && canns-render --view spectrum w.h5 -o o.png")
        let weights = try numbers(place, "weights")
        let values = try LAPACK.symmetricEigen(weights, size: 9, vectors: false).values.sorted(by: >)
        try expectStems(spectrum, show: values, "eigenvalues")
    }

    @Test func stemsOfResponses() throws {
        let place = try Workplace()
        let responses = try picture(
            place,
            "canns-import -q --coding real --invert $LETTERS/[A-H].png -o p.h5"
                + " && canns-train -q -r oja --outputs 1 --epochs 20 --seed 1 p.h5 -o w.h5"
                + " && canns-recall -q --cues p.h5 w.h5 -o f.h5 && canns-render f.h5 -o o.png")
        let values = try numbers(place, "responses")
        #expect(values.count == 8 && values.allSatisfy { $0 > 0 }, "\(values)")
        try expectStems(responses, show: values, "responses")
    }

    /// Spikes of one output stand at the middles of their steps, in the raster.
    @Test func spikesStandAtTheirSteps() throws {
        let place = try Workplace()
        let make = """
            canns-import --spikes poisson --steps 100 --invert --seed 1 $LETTERS/A.png -o s.h5 &&
            canns-train -q -r stdp --outputs 1 --threshold 0.5 --refractory 8 s.h5 -o w.h5 &&
            canns-recall -q --cues s.h5 w.h5 -o f.h5
            """
        let raster = try picture(place, make + " && canns-render --view raster f.h5 -o o.png")
        let spikes = try numbers(place, "spikes")
        let times = spikes.indices.filter { spikes[$0] > 0 }.map(Double.init)
        #expect(times.count > 4)
        let marked = (0..<raster.width).filter { x in (0..<raster.height).contains { raster[x, $0].isVermillion } }
        try expectLinear(groups(marked), times, within: 1, "raster")
    }

    /// The window of pair rules falls by the decay of the traces, 0.95 a step: read from 2 ms to 20 and 80 ms along the
    /// axis, whose ticks are 20 ms apart, the curve falls by amounts that are as 1 - 0.95^18 to 1 - 0.95^78.
    @Test func windowDecaysAsTheTracesDo() throws {
        let place = try Workplace()
        let window = try picture(
            place,
            "canns-import --spikes poisson --steps 50 --invert $LETTERS/A.png | canns-train -q -r stdp --outputs 1"
                + " --trace-decay 0.95 -o f.h5 && canns-render --view window f.h5 -o o.png")
        let ticks = try ticksBelow(window)
        #expect(ticks.count == 11 || ticks.count == 9)
        let millisecond = (try #require(ticks.last) - ticks[0]) / Double(20 * (ticks.count - 1))
        let curve = window.curve(\.isBlue)
        func height(_ time: Double) throws -> Double {
            let rows = try #require(curve[Int(ticks[ticks.count / 2] + time * millisecond)])
            return Double(rows.lowerBound + rows.upperBound) / 2
        }
        let found = (try height(20) - height(2)) / (try height(80) - height(2))
        // A pixel more or less of 230, and half a millisecond in the steep part.
        #expect(abs(found - (1 - pow(0.95, 18)) / (1 - pow(0.95, 78))) < 0.015, "\(found)")
    }

    /// Middles of the ticks below the lowest dark line that crosses most of the picture.
    private func ticksBelow(_ picture: Picture) throws -> [Double] {
        func isDark(_ color: Color) -> Bool { color.green < 100 && color.red < 100 && color.blue < 100 }
        let axis = (0..<picture.height).last { y in
            picture.runs(row: y).contains { isDark($0.color) && 2 * $0.count > picture.width }
        }
        let below = try #require(axis) + 4
        return groups((0..<picture.width).filter { isDark(picture[$0, below]) })
    }

    /// Middles of groups of neighbouring columns.
    private func groups(_ columns: [Int]) -> [Double] {
        var groups: [[Int]] = []
        for x in columns {
            if let last = groups.last?.last, last + 1 == x {
                groups[groups.count - 1].append(x)
            } else {
                groups.append([x])
            }
        }
        return groups.map { Double($0.reduce(0, +)) / Double($0.count) }
    }
}
