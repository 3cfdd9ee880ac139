import CommandKit
import Documents
import Exchange
import Numerics
import OperatingSystem
import PNGStore
import Patterns
import Pictures

/// The work of canns-import: one picture after the other becomes patterns, patches or spikes.
struct PictureImport {
    let arguments: Arguments
    let files: PictureFiles
    let log: Log
    /// Nil where there are none.
    let labels: LabelSource?
    let output: String?
    private let workers: Workers
    private let pictureNames: PictureNames

    init(_ arguments: Arguments) throws {
        self.arguments = arguments
        log = Log(arguments)
        workers = arguments.threads.map(Workers.init(count:)) ?? .all
        try arguments.refuseTogether("patches", "spikes", "rows")
        try arguments.refuseTogether("color", "spikes")
        try arguments.require("patches", with: "patch-size")
        for name in ["whiten", "normalize-contrast"] {
            if arguments.has(name), arguments.has("coding"), arguments.text("coding") != "real" {
                throw UsageError("--\(name) makes real patterns, expected --coding real or none")
            }
        }
        for name in ["steps", "rate", "dt"] { try arguments.require("spikes", with: name) }
        output = try arguments.binaryOutput()
        let request = ReadingRequest(array: arguments.text("array"), labelColumn: arguments.text("label-column"))
        files = try PictureFiles(PictureList.paths(arguments, log), request)
        labels = try LabelSource(arguments, files.paths, log)
        pictureNames = PictureNames(files.paths)
    }

    func run() throws {
        let patterns: PatternSet
        if case .values = files.first {
            patterns = try values()
        } else if let name = ["whiten", "normalize-contrast"].first(where: arguments.has), !arguments.has("patches") {
            throw UsageError("--\(name) is for patches of pictures and for arrays of numbers, expected --patches N")
        } else if arguments.has("patches") {
            patterns = try patches()
        } else if arguments.has("spikes") {
            let spikes = try spikes()
            return try PatternsDocument.write(
                spikes, to: output, replacing: arguments.flag("force"), provenance: provenance())
        } else {
            patterns = try pictures()
        }
        try PatternsDocument.write(
            patterns, to: output, replacing: arguments.flag("force"), provenance: provenance())
    }

    /// The command and the files that it has read.
    private func provenance() throws -> Provenance {
        try Provenance(arguments.record(inputs: true)).reading(files.inputs + (try labels?.inputs ?? []))
    }

    // MARK: - Reading

    /// A picture as its grey, or its red, green and blue, brought to the size asked for.
    func planes(_ image: RGBAImage) -> [GrayImage] {
        arguments.flag("color") ? GrayImage.planes(image).map(brought) : [grey(image)]
    }

    /// A picture in grey, brought to the size asked for.
    func grey(_ image: RGBAImage) -> GrayImage { brought(GrayImage(image)) }

    private func brought(_ image: GrayImage) -> GrayImage {
        guard let size = arguments.size("size"), !arguments.has("patches") else { return image }
        return image.resized(width: size.width, height: size.height, fit: fit)
    }

    /// The coding asked for; of coloured pictures grey, whose levels each colour has, unless it is real, and of levels in
    /// an array those levels.
    ///
    /// - Parameter usual: of pictures that are files.
    func coding(usual: PictureCoding) throws -> PictureCoding {
        var usual = usual
        if case .pictures(let series) = files.first, let depth = series.arrayDepth, usual.isSplit {
            usual = depth == 8 ? .grey : .real
        }
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

    /// Calls `body` with each picture in order; pictures are decoded on all threads. Of files there are open as many at a time
    /// as there are threads, so memory is bounded.
    func forEachPicture<Part: Sendable>(
        converted convert: @escaping @Sendable (RGBAImage) throws -> Part, _ body: (PicturePlace, Part) throws -> Void
    ) throws {
        let (count, bar) = (files.paths.count, ProgressBar("import", log: log))
        var number = 0
        for start in stride(from: 0, to: count, by: workers.count) {
            let opened = try inParallel(min(workers.count, count - start)) { try files.pictures(start + $0) }
            let places = opened.enumerated().flatMap { offset, series in
                (0..<series.count).map { (offset, index: $0) }
            }
            // Pictures of an array are small.
            let size = workers.count * (opened.contains { $0.arrayDepth != nil } ? 64 : 1)
            for first in stride(from: 0, to: places.count, by: size) {
                let block = places[first..<min(first + size, places.count)]
                let parts = try inParallel(block.count) { position in
                    let (offset, index) = places[first + position]
                    do { return try convert(opened[offset].picture(index)) } catch {
                        throw Failure("\(files.paths[start + offset]): \(error)")
                    }
                }
                for ((offset, index), part) in zip(block, parts) {
                    let place = PicturePlace(
                        file: start + offset, index: index, count: opened[offset].count, number: number)
                    try body(place, part)
                    number += 1
                }
                let share = Double(first + block.count) / Double(places.count) * Double(opened.count)
                bar.update(Progress(fraction: (Double(start) + share) / Double(count)))
            }
        }
        bar.finish()
    }

    /// What `work` gives for 0 ..< count, on all threads; of several errors the first is thrown.
    private func inParallel<Part: Sendable>(_ count: Int, _ work: @Sendable (Int) throws -> Part) throws -> [Part] {
        var results = [Result<Part, any Error>?](repeating: nil, count: count)
        results.withUnsafeMutableBufferPointer { buffer in
            let shared = SharedPointer(buffer)
            workers.forEach(count) { index in shared.base[index] = Result { try work(index) } }
        }
        return try results.compactMap { try $0?.get() }
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
        var texts: [String?] = []
        var first: (path: String, width: Int, height: Int)?
        let convert: @Sendable (RGBAImage) -> Imported = { image in
            let planes = planes(image)
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
        try forEachPicture(converted: convert) { place, part in
            let path = files.paths[place.file]
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
                log.warn("\(name(of: place, path)): has one grey level only, so its pattern is all black or all white")
            }
            let count = rows ? part.height : 1
            let name = name(of: place)
            names += rows ? (0..<count).map { "\(name)-\($0)" } : [name]
            sources += [String](repeating: path, count: count)
            texts += [String?](repeating: try labels?.label(place, path: path, name: name), count: count)
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
        var set = PatternSet(
            coding: Coding(rawValue: coding.rawValue) ?? .bipolar, neurons: geometry.neurons, values: values,
            names: names, geometry: geometry, thresholds: coding.isSplit ? thresholds : nil, sources: sources)
        if let labels {
            if !rows { try labels.checkAllUsed(set.count) }
            set.labels = PatternLabels(texts: texts)
        }
        return set
    }

    /// The name of a picture: that of its file, with its position where the file has several.
    ///
    /// - Parameter file: what the file is called; nil for its own name.
    func name(of place: PicturePlace, _ file: String? = nil) -> String {
        let file = file ?? pictureNames[place.file]
        return place.count == 1 ? file : "\(file)-\(place.index)"
    }
}
