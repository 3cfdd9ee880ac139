import Testing

@testable import Figures

@Suite struct SpikeRasterTests {
    /// First spikes: row 0 at 5, row 1 never, row 2 at 1, row 3 at 5 too.
    @Test func rowsStandByFirstSpikes() {
        var raster = SpikeRaster(
            spikes: [(1, 2), (5, 0), (5, 3), (6, 2), (9, 0)].map { SpikeRaster.Spike(step: $0, unit: $1) }, steps: 10,
            units: 4)
        #expect(raster.rowsByFirstSpike == [2, 0, 3, 1])
        raster.order(raster.rowsByFirstSpike)
        #expect(raster.spikes.map(\.unit) == [0, 1, 2, 0, 1] && raster.spikes.map(\.step) == [1, 5, 5, 6, 9])
    }
}
