import CommandKit
import Documents
import PNGStore
import Patterns

/// One PNG a pattern, of a recall one a final state, one pixel a unit: what was imported without resizing comes back pixel for pixel.
struct PatternPictures {
    private let patterns: PatternSet
    private let geometry: Geometry
    private let indices: [Int]
    /// Of the pictures: those of the patterns, without what a name of a file cannot hold; numbered where another has it.
    let names: [String]
    /// Where the pictures come from, as each tells it.
    private let account: String

    init(_ document: AnyDocument, _ request: ViewRequest, account: String) throws {
        guard let patterns = Self.states(document) else {
            throw Failure("\(document.noun) without patterns, expected some to write as pictures")
        }
        self.patterns = patterns
        geometry = patterns.geometry ?? Geometry(rows: 1, columns: patterns.neurons)
        indices = try request.shown(patterns.names, patterns.labels, noun: "pattern").indices
        names = Self.fileNames(indices, patterns.names)
        self.account = account
    }

    func write(to directory: PictureDirectory) throws {
        for (index, name) in zip(indices, names) { try directory.write(try picture(index), name: name) }
    }

    /// The patterns; of a recall the final states, by the names of their cues.
    private static func states(_ document: AnyDocument) -> PatternSet? {
        guard case .recall(let recall) = document else { return document.patterns }
        return PatternSet(
            coding: recall.final.coding, neurons: recall.final.neurons, values: recall.final.values,
            names: recall.cues.names, geometry: recall.final.geometry ?? (recall.isOfPairs ? nil : recall.cues.geometry)
        )
    }

    private static func fileNames(_ indices: [Int], _ names: [String]) -> [String] {
        var used = Set<String>()
        return indices.map { index in
            let plain = String(names[index].map { $0 == "/" || $0 == "\0" ? "_" : $0 })
            let base = plain.isEmpty || plain.hasPrefix(".") ? "pattern-\(index)" : plain
            let name = used.contains(base) ? "\(base)-\(index)" : base
            used.insert(name)
            return name
        }
    }

    private func picture(_ index: Int) throws -> [UInt8] {
        let start = index * patterns.neurons
        let graded: PNGPixels.Kind = geometry.channels == 3 ? .rgb : .gray
        let (kind, bytes): (PNGPixels.Kind, [UInt8]) =
            switch patterns.values {
            case .integers(let values):
                (.blackAndWhite, values[start..<start + patterns.neurons].map { $0 > 0 ? 255 : 0 })
            case .levels(let values): (graded, Array(values[start..<start + patterns.neurons]))
            case .reals: (graded, levels(patterns.row(index)))
            }
        let pixels = PNGPixels(width: geometry.columns, height: geometry.rows, kind: kind, bytes: bytes)
        return try PNG.encode(pixels, text: [("Title", patterns.names[index]), ("Source", account)])
    }

    /// Grey levels: 0...1 as it is; values beyond it are spread from their least to their greatest.
    private func levels(_ values: [Float]) -> [UInt8] {
        var (low, high) = (values.min() ?? 0, values.max() ?? 1)
        if low >= 0, high <= 1 { (low, high) = (0, 1) }
        let range = high > low ? high - low : 1
        return values.map { UInt8(min(255, max(0, ((($0 - low) / range) * 255).rounded()))) }
    }
}
