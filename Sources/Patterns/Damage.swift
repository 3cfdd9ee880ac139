import Numerics

/// What is done to a stored pattern to make a cue of it.
public enum Damage: Sendable, Equatable {
    /// Each unit is inverted with this probability, independently of the others: -x of ±1, else 1 - x.
    case flip(probability: Double)
    /// Exactly this many units, drawn without replacement, are inverted.
    case flipCount(Int)
    /// The units of a region are hidden.
    case occlude(Region, Filling)
    /// Normal noise of this standard deviation is added; all but real patterns are cut back to their nearest value.
    case noise(deviation: Double)

    /// What stands in the place of a hidden unit.
    public enum Filling: String, Sendable, CaseIterable {
        /// 0: no evidence either way for ±1, silent for 0/1, black for grey.
        case zero
        /// Any of the values with equal probability.
        case random
    }
}

/// A part of the picture that a pattern is.
public enum Region: Sendable, Equatable {
    case left, right, top, bottom
    /// Column and row of the upper left corner, width and height, in pixels.
    case rectangle(x: Int, y: Int, width: Int, height: Int)

    /// Reads `left`, `right`, `top`, `bottom` or `X,Y,WxH`; nil for anything else.
    public init?(_ text: String) {
        switch text {
        case "left": self = .left
        case "right": self = .right
        case "top": self = .top
        case "bottom": self = .bottom
        default:
            let parts = text.split(separator: ",", omittingEmptySubsequences: false)
            guard parts.count == 3, let x = Int(parts[0]), let y = Int(parts[1]), x >= 0, y >= 0 else { return nil }
            let size = parts[2].split(separator: "x", omittingEmptySubsequences: false)
            guard size.count == 2, let width = Int(size[0]), let height = Int(size[1]), width > 0, height > 0
            else { return nil }
            self = .rectangle(x: x, y: y, width: width, height: height)
        }
    }

    /// The columns and rows that the region covers, halves rounded down; nil where it reaches outside.
    public func bounds(in geometry: Geometry) -> (columns: Range<Int>, rows: Range<Int>)? {
        let (rows, columns) = (geometry.rows, geometry.columns)
        switch self {
        case .left: return (0..<columns / 2, 0..<rows)
        case .right: return (columns - columns / 2..<columns, 0..<rows)
        case .top: return (0..<columns, 0..<rows / 2)
        case .bottom: return (0..<columns, rows - rows / 2..<rows)
        case .rectangle(let x, let y, let width, let height):
            guard x <= columns, y <= rows, width <= columns - x, height <= rows - y else { return nil }
            return (x..<x + width, y..<y + height)
        }
    }
}

/// Damage that cannot be done to the patterns at hand.
public struct DamageError: Error, CustomStringConvertible {
    public let description: String
}

extension PatternSet {
    /// Cues made of these patterns: each kind of damage in turn, every pattern with random streams of its own.
    ///
    /// Pattern p always gets the same damage from the same seed, however many patterns stand beside it.
    /// - Throws: `DamageError` for units to invert in real patterns, more inverted units than there are, or a region
    ///   of patterns without geometry or outside of it.
    public func damaged(by damages: [Damage], seed: UInt64) throws -> PatternSet {
        var result = self
        for damage in damages { result = try result.damaged(by: damage, seed: seed) }
        return result
    }

    private func damaged(by damage: Damage, seed: UInt64) throws -> PatternSet {
        switch (damage, values) {
        case (.flip, .integers(let array)), (.flipCount, .integers(let array)):
            let inverts = try invertedUnits(damage, seed: seed)
            return replacing(array) { pattern, values in
                inverts(pattern) { values[$0] = coding == .bipolar ? -values[$0] : 1 - values[$0] }
            }
        case (.flip, .levels(let array)), (.flipCount, .levels(let array)):
            let inverts = try invertedUnits(damage, seed: seed)
            return replacingLevels(array) { pattern, values in inverts(pattern) { values[$0] = 255 - values[$0] } }
        case (.occlude(let region, let filling), .integers(let array)):
            let hidden = try units(of: region)
            return replacing(array) { pattern, values in
                var random = RandomStream(seed: seed, purpose: "occlude", index: pattern)
                for unit in hidden {
                    values[unit] =
                        filling == .zero ? 0 : (random.nextWord() & 1 == 1 ? 1 : (coding == .bipolar ? -1 : 0))
                }
            }
        case (.noise(let deviation), .integers(let array)):
            let (low, high): (Int8, Int8) = coding == .bipolar ? (-1, 1) : (0, 1)
            let middle = (Double(low) + Double(high)) / 2
            return replacing(array) { pattern, values in
                var random = RandomStream(seed: seed, purpose: "noise", index: pattern)
                for unit in values.indices {
                    let noisy = Double(values[unit]) + deviation * random.nextNormal()
                    values[unit] = noisy > middle ? high : low
                }
            }
        case (.noise(let deviation), .reals(let array)):
            return replacingReals(array) { pattern, values in
                var random = RandomStream(seed: seed, purpose: "noise", index: pattern)
                for unit in values.indices { values[unit] += Float(deviation * random.nextNormal()) }
            }
        case (.noise(let deviation), .levels(let array)):
            return replacingLevels(array) { pattern, values in
                var random = RandomStream(seed: seed, purpose: "noise", index: pattern)
                for unit in values.indices {
                    let noisy = Double(values[unit]) + 255 * deviation * random.nextNormal()
                    values[unit] = UInt8(min(255, max(0, noisy.rounded())))
                }
            }
        case (.occlude(let region, let filling), .levels(let array)):
            let hidden = try units(of: region)
            return replacingLevels(array) { pattern, values in
                var random = RandomStream(seed: seed, purpose: "occlude", index: pattern)
                for unit in hidden { values[unit] = filling == .zero ? 0 : UInt8(random.nextWord() >> 24) }
            }
        case (.occlude(let region, _), .reals(let array)):
            let hidden = try units(of: region)
            return replacingReals(array) { _, values in
                for unit in hidden { values[unit] = 0 }
            }
        case (.flip, .reals), (.flipCount, .reals):
            throw DamageError(description: "real patterns have no inverse units, expected bipolar, binary or grey ones")
        }
    }

    /// Calls its second argument with the units of a pattern that `flip` or `flipCount` inverts.
    private func invertedUnits(_ damage: Damage, seed: UInt64) throws -> (Int, (Int) -> Void) -> Void {
        switch damage {
        case .flip(let probability):
            // A word below the limit has the wanted probability to within 2^-33.
            let limit = UInt64((probability * 0x1p32).rounded())
            return { pattern, invert in
                var random = RandomStream(seed: seed, purpose: "flip", index: pattern)
                for unit in 0..<neurons where UInt64(random.nextWord()) < limit { invert(unit) }
            }
        case .flipCount(let count):
            guard count <= neurons else {
                throw DamageError(description: "\(count) units to invert, expected at most \(neurons)")
            }
            return { pattern, invert in
                var random = RandomStream(seed: seed, purpose: "flip-count", index: pattern)
                for unit in sample(count, of: neurons, &random) { invert(unit) }
            }
        case .occlude, .noise: preconditionFailure("damage that inverts")
        }
    }

    /// The units of a part of the picture.
    ///
    /// - Throws: `DamageError` where the patterns are no pictures or the part reaches outside.
    public func units(of region: Region) throws -> [Int] {
        guard let geometry else {
            throw DamageError(description: "the patterns have no geometry, expected pictures with parts")
        }
        guard let bounds = region.bounds(in: geometry) else {
            throw DamageError(
                description: "the part reaches outside the picture of \(geometry.columns)x\(geometry.rows)")
        }
        return bounds.rows.flatMap { row in
            bounds.columns.flatMap { column in
                let first = (row * geometry.columns + column) * geometry.channels
                return first..<first + geometry.channels
            }
        }
    }

    private func replacing(
        _ array: [Int8], _ change: (Int, UnsafeMutableBufferPointer<Int8>) -> Void
    ) -> PatternSet {
        replacingValues(.integers(changingRows(array, change)))
    }

    private func replacingReals(
        _ array: [Float], _ change: (Int, UnsafeMutableBufferPointer<Float>) -> Void
    ) -> PatternSet {
        replacingValues(.reals(changingRows(array, change)))
    }

    private func replacingLevels(
        _ array: [UInt8], _ change: (Int, UnsafeMutableBufferPointer<UInt8>) -> Void
    ) -> PatternSet {
        replacingValues(.levels(changingRows(array, change)))
    }

    /// The values with `change` applied to each pattern's own part, in place of one copy.
    private func changingRows<T>(_ array: [T], _ change: (Int, UnsafeMutableBufferPointer<T>) -> Void) -> [T] {
        var array = array
        array.withUnsafeMutableBufferPointer { all in
            for pattern in 0..<count {
                change(pattern, UnsafeMutableBufferPointer(rebasing: all[pattern * neurons..<(pattern + 1) * neurons]))
            }
        }
        return array
    }
}

/// `count` different numbers of 0..<total (Floyd's method: one draw each, no array of `total`).
private func sample(_ count: Int, of total: Int, _ random: inout RandomStream) -> Set<Int> {
    var chosen = Set<Int>(minimumCapacity: count)
    for last in total - count..<total {
        let candidate = random.nextInt(below: last + 1)
        if !chosen.insert(candidate).inserted { chosen.insert(last) }
    }
    return chosen
}
