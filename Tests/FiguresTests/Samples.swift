@testable import Figures

/// One figure of every kind, with awkward contents: long names, gaps, many panels.
enum Samples {
    static let all: [(name: String, figure: any Figure)] = [
        ("sheet", sheet), ("strip", strip), ("heat map", heatMap), ("flat", flat), ("names", namedHeatMap),
        ("plot", plot),
        ("logarithmic", logarithmic), ("grid", grid), ("spikes", spikes), ("histogram", histogram),
        ("contour", contour), ("mosaic", mosaic),
    ]

    static var sheet: TileSheet {
        let rows = (0..<9).map { row -> [TileSheet.Tile?] in
            let states = (0..<35).map { ($0 * 7 + row) % 3 == 0 ? Int8(1) : -1 }
            let picture = TilePicture(rows: 7, columns: 5, states: states)
            return [
                TileSheet.Tile(picture, caption: ["a long name of pattern \(row).png"]),
                row == 3 ? nil : TileSheet.Tile(picture, caption: ["overlap 0.402"]),
                TileSheet.Tile(
                    picture, caption: ["overlap 0.971", "fixed point after 2 steps"], marks: [3, 8]),
            ]
        }
        var sheet = TileSheet(rows: rows, title: "Recall of nine patterns")
        sheet.columnHeadings = ["stored", "cue", "recalled"]
        sheet.rowHeadings = (0..<9).map { "trial \($0)" }
        sheet.markLabels = ("wrong: white", "wrong: black")
        sheet.subtitle = "Hebbian, 7×5 units"
        sheet.footnote =
            "A note that is longer than the pictures are wide, so that it has to be broken into lines."
        return sheet
    }

    static var strip: TileSheet {
        let tiles = (0..<6).map { step in
            TileSheet.Tile(
                TilePicture(rows: 40, columns: 30, levels: (0..<1200).map { UInt8(($0 + step) % 256) }),
                caption: ["step \(step)"])
        }
        return TileSheet(tiles: tiles, columns: 6)
    }

    static var heatMap: HeatMap {
        var values = (0..<600).map { Float($0 % 37) - 18 }
        values[44] = .nan
        var map = HeatMap(rows: 20, columns: 30, values: values, title: "Weights")
        map.scaleLabel = "weight"
        return map
    }

    static var flat: HeatMap {
        var map = HeatMap(rows: 3, columns: 200, values: (0..<600).map { $0 == 7 ? .nan : Float($0 % 13) - 6 })
        map.xLabel = "presynaptic unit"
        map.yLabel = "postsynaptic unit"
        map.scaleLabel = "weight"
        map.subtitle = "3×200 weights from −6 to 6"
        return map
    }

    static var namedHeatMap: HeatMap {
        var map = HeatMap(rows: 6, columns: 6, values: (0..<36).map { Float($0) / 36 }, map: .cividis)
        map.columnNames = (0..<6).map { "a long pattern name \($0)" }
        map.rowNames = map.columnNames
        return map
    }

    static var plot: LinePlot {
        let loads = (1...10).map { Double($0) / 50 }
        var plot = LinePlot(
            [
                Series("N = 250", x: loads, y: loads.map { 1 - $0 }, error: loads.map { _ in 0.05 }),
                Series(
                    "N = 1000", x: loads, y: loads.map { 1 - $0 * $0 }, error: loads.map { $0 / 5 },
                    spread: .band),
                Series("theory", x: loads, y: loads.map { $0 == 0.1 ? .nan : 1 - $0 / 2 }, kind: .theory),
            ], x: Axis("load α"), y: Axis("overlap", includesZero: true), title: "Capacity")
        plot.references = [
            ReferenceLine(.vertical, at: 0.138, label: "Amit, Gutfreund and Sompolinsky"),
            ReferenceLine(.vertical, at: 0.14, label: "0.14 N"),
            ReferenceLine(.vertical, at: 0.145, label: "another one"),
            ReferenceLine(.horizontal, at: 0.5, label: "half"),
            ReferenceLine(.horizontal, at: 0.51, label: "more"),
        ]
        return plot
    }

    static var logarithmic: LinePlot {
        let sizes = (1...12).map { Double(1 << $0) }
        return LinePlot(
            (0..<9).map { k in Series("rule \(k)", x: sizes, y: sizes.map { 1 / ($0 + Double(k)) }) },
            x: Axis("units", kind: .log), y: Axis("error", kind: .log))
    }

    static var grid: PlotGrid {
        let plots = (0..<5).map { index in
            LinePlot(
                [
                    Series(
                        "norm", x: (0..<100).map(Double.init), y: (0..<100).map { Double($0 * index) * 1e-6 },
                        kind: .line)
                ],
                x: Axis("epoch", wholeNumbers: true), y: Axis("change of weights"), title: "rule \(index)")
        }
        var grid = PlotGrid(plots, columns: 2, title: "Training")
        grid.sharesX = true
        grid.sharesY = true
        return grid
    }

    static var spikes: PlotGrid {
        let record = (0..<3000).map { UInt8($0 % 17 == 0 ? 1 : 0) }
        let raster = SpikeRaster(record: record, units: 30, unitLabel: "input", title: "input")
        var grid = PlotGrid([raster, raster], columns: 1, title: "Spikes")
        grid.sharesX = true
        grid.rowWeights = [2, 1]
        return grid
    }

    static var histogram: Histogram {
        var counter = HistogramCounter(lower: -1, upper: 1, bins: 40)
        counter.add((0..<5000).map { Float($0 % 71) / 35 - 1 })
        return Histogram(counter, x: Axis("weight"), y: Axis("count", kind: .log), title: "Weights")
    }

    static var contour: Contour {
        let values = (0..<120).map { index in
            let (x, y) = (Double(index % 12) - 5.5, Double(index / 12) - 4.5)
            return index == 7 ? Double.nan : (x * x + y * y).squareRoot()
        }
        return Contour(
            columns: (0..<12).map(Double.init), rows: (0..<10).map(Double.init), values: values,
            x: Axis("load"),
            y: Axis("noise"), scaleLabel: "overlap", title: "A bowl")
    }

    static var mosaic: Mosaic {
        Mosaic(
            fields: (0..<13).map { k in (0..<64).map { Float(($0 * (k + 1)) % 11) - 5 } }, rows: 8,
            columns: 8,
            title: "Receptive fields")
    }
}
