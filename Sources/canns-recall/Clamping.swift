import CommandKit
import Models
import OperatingSystem
import PNGStore
import Patterns
import Pictures

/// The options that hold units fast, cool the network, and end trials early.
extension Arguments {
    /// The units that `--clamp` holds; nil without it.
    func clamped(_ cues: PatternSet, _ source: String) throws -> [Bool]? {
        guard let text = text("clamp") else { return nil }
        do {
            if text == "visible" {
                guard let part = self.text("occlude").flatMap(Region.init) else {
                    throw UsageError("--clamp visible holds what --occlude leaves, expected --occlude PART as well")
                }
                return Self.mask(of: try cues.units(of: part), among: cues.neurons).map { !$0 }
            }
            if let part = Region(text) { return Self.mask(of: try cues.units(of: part), among: cues.neurons) }
        } catch let error as DamageError {
            throw Failure("\(source): --clamp \(text): \(error)")
        }
        guard InputFile.exists(text) else {
            throw UsageError(
                "--clamp is \(text), expected visible, left, right, top, bottom, X,Y,WxH such as 10,20,32x32, or a PNG")
        }
        return try mask(text, cues)
    }

    private static func mask(of units: [Int], among neurons: Int) -> [Bool] {
        var mask = [Bool](repeating: false, count: neurons)
        for unit in units { mask[unit] = true }
        return mask
    }

    /// The pixels of a picture that are not black.
    private func mask(_ path: String, _ cues: PatternSet) throws -> [Bool] {
        let image: GrayImage
        do { image = GrayImage(try PNG.decode(try InputFile.readAll(path, limit: 1 << 30))) } catch let error
            as PNGError
        {
            throw Failure("\(path): \(error)")
        }
        let geometry = cues.geometry ?? Geometry(rows: 1, columns: cues.neurons)
        guard image.width == geometry.columns, image.height == geometry.rows else {
            throw Failure(
                "\(path): is a mask of \(image.width)x\(image.height), expected "
                    + "\(geometry.columns)x\(geometry.rows) as the cues have")
        }
        return image.pixels.flatMap { [Bool](repeating: $0 > 0, count: geometry.channels) }
    }

    /// - Parameters:
    ///   - temperatures: the first and the last, of `annealedTemperatures`.
    ///   - unit: of temperatures.
    func annealing(_ temperatures: (first: Double, last: Double)?, unit: Double) throws -> Annealing? {
        guard let (first, last) = temperatures else {
            try require("anneal", with: "anneal-law")
            return nil
        }
        try refuseTogether("anneal", "temperature")
        let scaled = (Float(first * unit), Float(last * unit))
        guard scaled.0.isNormal, scaled.1.isNormal else {
            throw Failure(
                "--anneal \(textOrDefault("anneal")) times \(unit), the mean field of a stored pattern, is no number of "
                    + "single precision; use other temperatures")
        }
        return Annealing(
            from: scaled.0, to: scaled.1, law: Annealing.Law(rawValue: textOrDefault("anneal-law")) ?? .linear)
    }

    /// The first and the last temperature of `--anneal`, in units of the mean field.
    func annealedTemperatures() throws -> (first: Double, last: Double)? {
        guard let text = text("anneal") else { return nil }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Double($0) }
        guard parts.count == 2, let first = parts[0], let last = parts[1],
            [first, last].allSatisfy({ (1e-6...1e6).contains($0) })
        else {
            throw UsageError("--anneal is \(text), expected two temperatures T0:T1 from 1e-06 to 1e6, such as 1:0.1")
        }
        return (first, last)
    }

    /// When trials are near enough to end.
    func goal(stored: PatternSet?, targets: [Int32], _ source: String) throws -> RecallGoal? {
        guard let overlap = number("until") else { return nil }
        guard let stored, targets.contains(where: { $0 >= 0 }) else {
            throw Failure("\(source): of no cue is known what it was made of, which --until compares with")
        }
        return RecallGoal(
            overlap: Float(overlap), patterns: stored, targets: targets.map { $0 < 0 ? nil : Int($0) })
    }
}
