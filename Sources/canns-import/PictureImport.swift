import CommandKit
import Documents
import Numerics
import OperatingSystem
import PNGStore
import Patterns
import Pictures

/// The work of canns-import: one picture after the other becomes patterns, patches or spikes.
struct PictureImport {
    let arguments: Arguments
    private let log: Log
    private let output: String?
    private let workers: Workers
    private let pictureNames: PictureNames
    /// The bytes of pictures that come through a pipe, which can be read only once.
    private let streams: [String: [UInt8]]
    /// The most bytes of a PNG file that are read: 1 GiB.
    private static let fileLimit = 1 << 30

    init(_ arguments: Arguments) throws {
        self.arguments = arguments
        log = Log(arguments)
        workers = arguments.threads.map(Workers.init(count:)) ?? .all
        try arguments.refuseTogether("patches", "spikes", "rows")
        try arguments.refuseTogether("color", "spikes")
        try arguments.require("patches", with: "patch-size")
        for name in ["whiten", "normalize-contrast"] {
            try arguments.require("patches", with: name)
            if arguments.has(name), arguments.has("coding"), arguments.text("coding") != "real" {
                throw UsageError("--\(name) makes real patches, expected --coding real or none")
            }
        }
        for name in ["steps", "rate", "dt"] { try arguments.require("spikes", with: name) }
        output = try arguments.binaryOutput()
        pictureNames = PictureNames(arguments.operands)
        streams = try Dictionary(
            arguments.operands.filter(InputFile.isStream).map {
                ($0, try InputFile.readAll($0, limit: Self.fileLimit))
            },
            uniquingKeysWith: { first, _ in first })
    }

    func run() throws {
        let patterns =
            if arguments.has("patches") { try patches() } else if arguments.has("spikes") {
                try spikes()
            } else { try pictures() }
        let provenance = Provenance(command: arguments.contentCommand(inputs: true))
        try PatternsDocument.write(
            patterns, to: output, replacing: arguments.flag("force"), provenance: provenance)
    }

    // MARK: - Reading

    /// A picture in grey, brought to the size asked for.
    func picture(_ path: String) throws -> GrayImage { brought(GrayImage(try decoded(path))) }

    /// A picture as its grey, or its red, green and blue, brought to the size asked for.
    func planes(_ path: String) throws -> [GrayImage] {
        guard arguments.flag("color") else { return [try picture(path)] }
        return GrayImage.planes(try decoded(path)).map(brought)
    }

    private func decoded(_ path: String) throws -> RGBAImage {
        let bytes = try streams[path] ?? InputFile.readAll(path, limit: Self.fileLimit)
        do { return try PNG.decode(bytes) } catch { throw Failure("\(path): \(explained(error, bytes))") }
    }

    private func brought(_ image: GrayImage) -> GrayImage {
        guard let size = arguments.size("size"), !arguments.has("patches") else { return image }
        return image.resized(width: size.width, height: size.height, fit: fit)
    }

    /// Why bytes are no picture for us; other formats by their names.
    private func explained(_ error: PNGError, _ bytes: [UInt8]) -> String {
        guard let signature = FileSignature.recognize(bytes), !signature.isPNG else { return "\(error)" }
        let found = "is \(signature.noun), expected a PNG picture"
        return signature.isPicture
            ? "\(found); convert it, such as with ImageMagick: convert PICTURE picture.png" : found
    }

    /// The coding asked for; of coloured pictures grey, whose levels each colour has, unless it is real.
    func coding(usual: PictureCoding) throws -> PictureCoding {
        let wanted = arguments.text("coding").flatMap(PictureCoding.init(rawValue:))
        guard arguments.flag("color"), !arguments.flag("whiten"), !arguments.flag("normalize-contrast") else {
            return wanted ?? usual
        }
        if let wanted, wanted.isSplit {
            throw UsageError("--color keeps levels of red, green and blue, expected --coding grey, real or none")
        }
        return wanted ?? .grey
    }

    private var fit: Fit { Fit(rawValue: arguments.textOrDefault("fit")) ?? .stretch }

    var threshold: Threshold {
        if let level = arguments.number("threshold") { return .level(Float(level)) }
        return switch arguments.textOrDefault("threshold") {
        case "otsu": .otsu
        case "median": .median
        default: .mean
        }
    }

    /// Calls `body` with the position of each picture in order; pictures are decoded on all threads, as many at a time as there are
    /// threads, so memory is bounded.
    func forEachPicture<Part: Sendable>(
        converted convert: @escaping @Sendable (GrayImage) throws -> Part, _ body: (Int, Part) throws -> Void
    ) throws {
        try forEachOperand(converted: { try convert(try picture($0)) }, body)
    }

    private func forEachOperand<Part: Sendable>(
        converted convert: @escaping @Sendable (String) throws -> Part, _ body: (Int, Part) throws -> Void
    ) throws {
        let paths = arguments.operands
        let bar = ProgressBar("import", log: log)
        for start in stride(from: 0, to: paths.count, by: workers.count) {
            let batch = Array(paths[start..<min(paths.count, start + workers.count)])
            var results = [Result<Part, any Error>?](repeating: nil, count: batch.count)
            results.withUnsafeMutableBufferPointer { buffer in
                let shared = SharedPointer(buffer)
                workers.forEach(batch.count) { index in
                    shared.base[index] = Result { try convert(batch[index]) }
                }
            }
            for (index, result) in results.enumerated() {
                if let part = try result?.get() { try body(start + index, part) }
            }
            bar.update(Progress(fraction: Double(start + batch.count) / Double(paths.count)))
        }
        bar.finish()
    }

    // MARK: - Pictures to patterns

    /// One picture's pattern, or patterns of its rows.
    private struct Imported: Sendable {
        var values: PatternSet.Values
        var level: GrayLevel
        var width: Int
        var height: Int
    }

    private func pictures() throws -> PatternSet {
        let coding = try coding(usual: .bipolar)
        let (threshold, inverted) = (self.threshold, arguments.flag("invert"))
        let rows = arguments.flag("rows")
        var (integers, reals, levels): ([Int8], [Float], [UInt8]) = ([], [], [])
        var (names, sources, thresholds): ([String], [String], [Float]) = ([], [], [])
        var first: (path: String, width: Int, height: Int)?
        let convert: @Sendable (String) throws -> Imported = { path in
            let planes = try planes(path)
            let level = planes[0].level(threshold)
            let values: PatternSet.Values =
                switch coding {
                case .bipolar: .integers(planes[0].bipolar(above: level, inverted: inverted))
                case .binary: .integers(planes[0].binary(above: level, inverted: inverted))
                case .real: .reals(GrayImage.interleaved(planes.map { $0.real(inverted: inverted) }))
                case .grey: .levels(GrayImage.interleaved(planes.map { $0.levels(inverted: inverted) }))
                }
            return Imported(values: values, level: level, width: planes[0].width, height: planes[0].height)
        }
        try forEachOperand(converted: convert) { index, part in
            let path = arguments.operands[index]
            let reference = first ?? (path, part.width, part.height)
            first = reference
            guard part.width == reference.width, rows || part.height == reference.height else {
                throw Failure(
                    "\(path): is \(part.width)x\(part.height), but \(reference.path) is \(reference.width)x\(reference.height); bring them to one size with --size WxH"
                )
            }
            switch part.values {
            case .integers(let values): integers += values
            case .reals(let values): reals += values
            case .levels(let values): levels += values
            }
            if coding.isSplit, part.level.isConstant {
                log.warn("\(path): has one grey level only, so its pattern is all black or all white")
            }
            let count = rows ? part.height : 1
            let name = pictureNames[index]
            names += rows ? (0..<count).map { "\(name)-\($0)" } : [name]
            sources += [String](repeating: path, count: count)
            thresholds += [Float](repeating: part.level.value, count: count)
        }
        guard let first else { throw Failure("no pictures, expected at least one") }
        let geometry = Geometry(
            rows: rows ? 1 : first.height, columns: first.width, channels: arguments.flag("color") ? 3 : 1)
        let values: PatternSet.Values =
            switch coding {
            case .bipolar, .binary: .integers(integers)
            case .real: .reals(reals)
            case .grey: .levels(levels)
            }
        return PatternSet(
            coding: Coding(rawValue: coding.rawValue) ?? .bipolar, neurons: geometry.neurons, values: values,
            names: names, geometry: geometry, thresholds: coding.isSplit ? thresholds : nil, sources: sources)
    }

    /// The name of a picture by its position among the operands.
    func name(ofPicture index: Int) -> String { pictureNames[index] }

    // MARK: - Spikes

    private func spikes() throws -> PatternSet {
        let steps = arguments.integerOrDefault("steps")
        let step = arguments.numberOrDefault("dt")
        let inverted = arguments.flag("invert")
        var values: [Int8] = []
        var first: (path: String, geometry: Geometry)?
        let convert: @Sendable (GrayImage) -> ([Float], Geometry) = {
            ($0.real(inverted: inverted), Geometry(rows: $0.height, columns: $0.width))
        }
        try forEachPicture(converted: convert) { index, part in
            let path = arguments.operands[index]
            let reference = first ?? (path, part.1)
            if first == nil {
                let trains = "coding \(arguments.operands.count) pictures of \(part.1.neurons) pixels"
                // A picture's own steps stand beside those of all for a while.
                try MemoryDemand.check(
                    Double(arguments.operands.count + 2) * Double(steps) * Double(part.1.neurons),
                    work: "\(trains) in \(steps) steps", remedy: "take fewer --steps, or a smaller --size")
            }
            first = reference
            guard part.1 == reference.geometry else {
                throw Failure(
                    "\(path): is \(part.1.columns)x\(part.1.rows), but \(reference.path) is \(reference.geometry.columns)x\(reference.geometry.rows); bring them to one size with --size WxH"
                )
            }
            if arguments.text("spikes") == "latency" {
                values += LatencySpikes(steps: steps).train(part.0).map { Int8($0) }
            } else {
                var random = RandomStream(seed: arguments.seed, purpose: "poisson", index: index)
                let process = try PoissonSpikes(
                    maximumRate: arguments.numberOrDefault("rate"), stepDuration: step)
                values += process.train(part.0, steps: steps) { random.nextUniform() }.map { Int8($0) }
            }
        }
        guard let first else { throw Failure("no pictures, expected at least one") }
        return PatternSet(
            coding: .spikes, neurons: first.geometry.neurons, values: .integers(values), geometry: first.geometry,
            timeStep: step)
    }
}
