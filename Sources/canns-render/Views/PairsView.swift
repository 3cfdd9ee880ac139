import CommandKit
import Documents
import Figures
import Patterns

/// Each stored pattern beside its partner, one row a pair.
enum PairsView: View {
    static let name = "pairs"
    static let summary = "each stored pattern beside its partner"
    static let options: Set<ViewOption> = [.only, .columns, .colormap]

    /// Pairs unless `--only` says which.
    private static let usualPairs = 48

    struct Content {
        let keys: PatternSet
        let targets: PatternSet
    }

    static func content(of document: AnyDocument) throws(ViewObstacle) -> Content {
        let (keys, targets): (PatternSet?, PatternSet?) =
            switch document {
            case .weights(let weights): (weights.patterns, weights.targets)
            case .recall(let recall): (recall.patterns, recall.targets)
            default: (nil, nil)
            }
        guard let keys, let targets else {
            throw ViewObstacle("\(document.noun) holds no pairs; train some with canns-train --targets")
        }
        return Content(keys: keys, targets: targets)
    }

    static func figure(_ pairs: Content, _ request: ViewRequest) throws -> any Figure {
        let shown = try request.shown(pairs.keys.names, pairs.keys.labels, most: usualPairs, noun: "pair")
        let scales = (try pairs.keys.scale(request.colorMap), try pairs.targets.scale(request.colorMap))
        let rows = shown.indices.map { index -> [TileSheet.Tile?] in
            [
                TileSheet.Tile(pairs.keys.tile(index, scale: scales.0), caption: [pairs.keys.names[index]]),
                TileSheet.Tile(pairs.targets.tile(index, scale: scales.1), caption: [pairs.targets.names[index]]),
            ]
        }
        var sheet = TileSheet(rows: rows, title: request.title ?? "\(pairs.keys.count) pairs")
        sheet.columnHeadings = ["pattern", "partner"]
        sheet.groups = request.columns
        sheet.aspect = request.options.aspect
        sheet.footnote = shown.footnote
        return sheet
    }
}
