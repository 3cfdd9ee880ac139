import CommandKit
import Documents
import Models
import Patterns

/// The states that trials begin with, and of each the index of the stored pattern it was made of, -1 for none.
struct RecallCues {
    var patterns: PatternSet
    var target: [Int32]
    /// What they were read from, for messages.
    let source: String

    /// The stored patterns themselves.
    init(stored: PatternSet, source: String) {
        patterns = stored
        target = stored.names.indices.map { Int32($0) }
        self.source = source
    }

    /// The cues of a file, in the coding of the memory.
    ///
    /// - Parameters:
    ///   - stored: what the network holds, where that is known.
    ///   - neurons: its number of units.
    init(_ document: CueDocument, _ path: String, stored: PatternSet?, neurons: Int, log: Log) throws {
        source = DocumentReader.displayName(path)
        guard document.patterns.neurons == neurons else {
            throw Failure("\(source): the cues have \(document.patterns.neurons) units, the network \(neurons)")
        }
        patterns = try Self.recoded(document, stored, source, log)
        if let origin = document.origin {
            log.note("\(source): goes on from the final states of this recall")
            target = origin.target.map { index in
                guard index >= 0, let earlier = origin.stored, let stored else { return -1 }
                return Int32(stored.index(equalTo: Int(index), of: earlier) ?? -1)
            }
        } else {
            // A made-up name, or one that several patterns have, says nothing about where a cue comes from.
            let indices = stored?.indicesByUniqueName ?? [:]
            let cues = document.patterns
            target = cues.names.indices.map { cue in
                cues.isNamed[cue] ? Int32(indices[cues.names[cue]] ?? -1) : -1
            }
        }
    }

    /// Every cue so many times in a row.
    func repeated(_ times: Int) -> RecallCues {
        guard times > 1 else { return self }
        var result = self
        let order = target.indices.flatMap { [Int](repeating: $0, count: times) }
        result.patterns = patterns.selecting(order)
        result.target = order.map { target[$0] }
        return result
    }

    /// The patterns in the coding of the memory. What a file leaves open is taken so, what it says is converted, and
    /// either is told.
    private static func recoded(
        _ document: CueDocument, _ stored: PatternSet?, _ source: String, _ log: Log
    ) throws -> PatternSet {
        let cues = document.patterns
        guard !cues.coding.isGraded else { return cues }
        guard let stored else {
            if !document.statesCoding {
                log.note(
                    "\(source): taken as \(cues.coding.rawValue), by its values: neither it nor the weights tell a coding"
                )
            }
            return cues
        }
        guard !stored.coding.isGraded, stored.coding != cues.coding else {
            if stored.coding == .bipolar, !document.statesCoding, !cues.hasInvertedUnits, cues.hasHiddenUnits {
                log.note(
                    "\(source): 0 is taken for a hidden unit, since the memory is of ±1 and the file tells no coding")
            }
            return cues
        }
        guard let converted = cues.recoded(as: stored.coding) else {
            throw Failure(
                "\(source): holds hidden units (0 among ±1), which a memory of \(stored.coding.rawValue) patterns does "
                    + "not have, expected 0 and 1")
        }
        if stored.coding == .bipolar {
            log.note("\(source): is 0/1, the memory ±1; 0 is converted to -1")
        } else if cues.coding == .bipolar {
            log.note("\(source): is ±1, the memory 0/1; -1 is converted to 0")
        }
        return converted
    }
}

extension PatternSet {
    /// Whether any unit is -1.
    fileprivate var hasInvertedUnits: Bool {
        guard case .integers(let array) = values else { return false }
        return array.contains(-1)
    }
}
