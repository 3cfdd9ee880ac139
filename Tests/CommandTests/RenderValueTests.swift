import Figures
import Foundation
import HDF5Store
import PNGStore
import TestSupport
import Testing

/// Values of a file are read back from the colours of its pictures.
@Suite struct RenderValueTests {
    private func colors(_ place: Workplace, _ name: String) throws -> Set<Color> {
        let image = try PNG.decode(Array(try place.contents(name)))
        return Set(
            stride(from: 0, to: image.pixels.count, by: 4).map {
                Color(red: image.pixels[$0], green: image.pixels[$0 + 1], blue: image.pixels[$0 + 2])
            })
    }

    /// Overlaps run from 0 to 1 over the map: each measured value has its exact colour somewhere, in any map.
    @Test(arguments: ["viridis", "cividis"])
    func contourHasTheColoursOfTheStudy(name: String) throws {
        let place = try Workplace()
        let outcome = try place.shell(
            "\(RenderTests.study) && canns-render --view contour --only overlap --colormap \(name) f.h5 -o c.png")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let values = try file(place.path("f.h5")) { root in
            try root.dataset("results/overlap") { try $0.read(as: Double.self) }
        }
        #expect(values.count == 4 * 5)
        let map = try #require(ColorMap.named(name))
        let found = try colors(place, "c.png")
        for value in values { #expect(found.contains(map.color(at: value)), "\(value)") }
    }

    /// Overlaps run from -1 to 1 over a diverging map.
    @Test func overlapMatrixHasTheColoursOfTheRecall() throws {
        let place = try Workplace()
        let outcome = try place.shell("\(RenderTests.recall) && canns-render --view overlap f.h5 -o o.png")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let values = try file(place.path("f.h5")) { root in try root.dataset("overlap") { try $0.read(as: Float.self) }
        }
        let found = try colors(place, "o.png")
        for value in values { #expect(found.contains(ColorMap.balance.color(at: (Double(value) + 1) / 2)), "\(value)") }
    }

    /// Every rule of spiking layers has a window.
    @Test(arguments: ["stdp", "triplet-stdp", "three-factor", "scaled-stdp"])
    func windowsOfAllSpikingRules(rule: String) throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            \(RenderTests.spikes) && canns-train -q -r \(rule) --outputs 2 --threshold 0.5 s.h5 -o w.h5 &&
            canns-render --view window w.h5 -o w.png
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        // Both branches have their colours: blue for input before output, vermillion for output before input.
        let found = try colors(place, "w.png")
        #expect(found.contains(Color(hex: 0x0072B2)) && found.contains(Color(hex: 0xD55E00)))
    }
}
