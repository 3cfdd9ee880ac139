import CommandKit
import Numerics
import PNGStore
import Patterns
import Pictures

/// Patches of pictures: real inputs for layers, or black-and-white patterns to store.
extension PictureImport {
    func patches() throws -> PatternSet {
        let size = arguments.sizeOrDefault("patch-size")
        let count = arguments.integer("patches") ?? 0
        let sampling = PatchSampling(width: size.width, height: size.height)
        let coding = try coding(usual: .real)
        let channels = arguments.flag("color") ? 3 : 1
        let neurons = size.width * size.height * channels
        // A value each, and a name, a source and a level.
        try MemoryDemand.check(
            Double(count) * (Double(neurons) * (coding == .real ? 4 : 1) + 100),
            work: "drawing \(count) patches of \(size.width)x\(size.height)",
            remedy: "draw fewer with --patches, or smaller ones with --patch-size")
        let positions = try positions(count, sampling)
        var reals = [Float](repeating: 0, count: coding == .real ? count * neurons : 0)
        var integers = [Int8](repeating: 0, count: coding.isSplit ? count * neurons : 0)
        var levels = [UInt8](repeating: 0, count: coding == .grey ? count * neurons : 0)
        var names = [String](repeating: "", count: count)
        var (sources, thresholds) = (names, [Float](repeating: 0, count: count))
        var texts = [String?](repeating: nil, count: count)
        let patchesOf = Dictionary(grouping: positions.indices) { positions[$0].picture }
        let inverted = arguments.flag("invert")
        let convert: @Sendable (RGBAImage) -> [GrayImage] = { planes($0) }
        try forEachPicture(converted: convert) { place, planes in
            for patch in patchesOf[place.number] ?? [] {
                let (position, range) = (positions[patch], patch * neurons..<(patch + 1) * neurons)
                switch coding {
                case .real:
                    let values = GrayImage.interleaved(planes.map { sampling.patch(of: $0, at: position) })
                    reals.replaceSubrange(range, with: inverted ? values.map { -$0 } : values)
                case .grey:
                    let parts = planes.map { sampling.cut(from: $0, at: position).levels(inverted: inverted) }
                    levels.replaceSubrange(range, with: GrayImage.interleaved(parts))
                case .bipolar, .binary:
                    let part = sampling.cut(from: planes[0], at: position)
                    let level = part.level(threshold)
                    integers.replaceSubrange(range, with: part.values(coding, above: level, inverted))
                    thresholds[patch] = level.value
                }
                names[patch] = "\(name(of: place))@\(position.column),\(position.row)"
                texts[patch] = try labels?.label(place, path: files.paths[place.file], name: name(of: place))
                sources[patch] = files.paths[place.file]
            }
        }
        var matrix = Matrix(rows: coding == .real ? count : 0, columns: neurons, values: reals)
        if arguments.flag("whiten") { matrix = try Whitening.zca(matrix) }
        if arguments.flag("normalize-contrast") { ContrastNormalization.apply(to: &matrix) }
        var set = PatternSet(
            coding: Coding(rawValue: coding.rawValue) ?? .real, neurons: neurons,
            values: coding == .real ? .reals(matrix.values) : coding == .grey ? .levels(levels) : .integers(integers),
            names: names, geometry: Geometry(rows: size.height, columns: size.width, channels: channels),
            thresholds: coding.isSplit ? thresholds : nil, sources: sources)
        if labels != nil { set.labels = PatternLabels(texts: texts) }
        return set
    }

    private func positions(_ count: Int, _ sampling: PatchSampling) throws -> [PatchPosition] {
        var sizes: [(width: Int, height: Int)] = []
        let measure: @Sendable (RGBAImage) -> (width: Int, height: Int) = { image in
            let grey = GrayImage(image)
            return (grey.width, grey.height)
        }
        try forEachPicture(converted: measure) { place, size in
            do { try sampling.check(pictureWidth: size.width, pictureHeight: size.height) } catch {
                throw Failure("\(files.paths[place.file]): \(error)")
            }
            sizes.append(size)
        }
        var random = RandomStream(seed: arguments.seed, purpose: "patches")
        return sampling.positions(count: count, sizes: sizes, randomBelow: { random.nextInt(below: $0) })
    }
}

extension GrayImage {
    /// Black and white by a grey level.
    fileprivate func values(_ coding: PictureCoding, above level: GrayLevel, _ inverted: Bool) -> [Int8] {
        coding == .binary ? binary(above: level, inverted: inverted) : bipolar(above: level, inverted: inverted)
    }
}
