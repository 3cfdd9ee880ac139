import CommandKit
import Documents
import Figures
import Patterns

/// A contact sheet of patterns with their names.
enum PatternsView: View {
    static let name = "patterns"
    static let summary = "the patterns with their names"
    static let options: Set<ViewOption> = [.only, .sort, .columns, .colormap]

    /// Patterns unless `--only` says which.
    private static let usualPatterns = 200

    static func content(of document: AnyDocument) throws(ViewObstacle) -> PatternSet {
        guard let patterns = document.patterns else { throw ViewObstacle("\(document.noun) keeps no patterns") }
        if patterns.coding == .spikes { throw ViewObstacle("these are spikes, one row a time step") }
        return patterns
    }

    static func figure(_ patterns: PatternSet, _ request: ViewRequest) throws -> any Figure {
        let shown = try request.shown(patterns.names, patterns.labels, most: usualPatterns, noun: "pattern")
        let indices = shown.indices
        let scale = try patterns.selecting(indices).scale(request.colorMap)
        let groups = patterns.labels.map(LabelGroups.init)
        let tiles = indices.map { index in
            TileSheet.Tile(
                patterns.tile(index, scale: scale), caption: [patterns.names[index]], group: groups?.of[index])
        }
        var sheet = TileSheet(
            tiles: tiles, columns: request.columns, aspect: request.options.aspect,
            title: request.title ?? Account.patterns(patterns))
        sheet.scale = scale
        sheet.scaleLabel = "value"
        sheet.groupNames = groups?.names ?? []
        sheet.footnote = shown.footnote
        return sheet
    }
}

extension PatternSet {
    /// Colours for graded patterns: grey for 0...1, symmetric about zero where values have both signs. Patterns of two
    /// values are black and white, and coloured ones show themselves: these have none.
    func scale(_ map: ColorMap?) throws -> ColorScale? {
        if let geometry, geometry.channels > 1 {
            if map == nil { return nil }
            throw UsageError("--colormap does not apply to coloured patterns, which show their own colours")
        }
        if case .levels = self.values { return ColorScale(map: map ?? .gray, lower: 0, upper: 1) }
        guard case .reals(let values) = self.values else {
            if map == nil { return nil }
            throw UsageError("--colormap does not apply to patterns of two values, which are black and white")
        }
        let hasBoth = values.contains { $0 < 0 }
        if let map { return ColorScale(map: map, showing: values) }
        if hasBoth {
            let largest = Double(values.reduce(0) { max($0, abs($1)) })
            return ColorScale(map: .gray, lower: -max(largest, 1e-12), upper: max(largest, 1e-12))
        }
        return values.allSatisfy { $0 <= 1 }
            ? ColorScale(map: .gray, lower: 0, upper: 1) : ColorScale(map: .gray, showing: values)
    }

    /// Red, green and blue of a coloured picture; values beyond 0...1 are cut off.
    private func colors(_ index: Int) -> [UInt8] {
        row(index).map { UInt8((255 * min(1, max(0, $0))).rounded()) }
    }

    /// One state as a picture in the geometry of the patterns.
    func tile(_ index: Int, scale: ColorScale?) -> TilePicture {
        let geometry = geometry ?? Geometry(rows: 1, columns: neurons)
        switch values {
        case .integers(let all):
            return TilePicture(
                rows: geometry.rows, columns: geometry.columns,
                states: Array(all[index * neurons..<(index + 1) * neurons]), binary: coding != .bipolar)
        case .reals, .levels:
            if geometry.channels == 3 {
                return TilePicture(rows: geometry.rows, columns: geometry.columns, colors: colors(index))
            }
            return TilePicture(
                rows: geometry.rows, columns: geometry.columns, values: row(index),
                scale: scale ?? ColorScale(map: .gray, lower: 0, upper: 1))
        }
    }
}
