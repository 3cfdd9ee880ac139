import Parameters
import Patterns

extension NoiseStudy {
    public struct Settings: MemoryStudySettings {
        public static let parameters: [Parameter<Self>] =
            [
                Parameter(
                    "kind", \.kind,
                    help:
                        "what is done: each unit inverted with a probability, exactly round(level * neurons) units inverted, rows hidden, normal noise added, or dynamics at a temperature"
                ),
                Parameter(
                    "levels", \.levels, 0...1_000_000,
                    help:
                        "probability of a flip, share inverted, share hidden, standard deviation, or temperature in units of the mean field of a stored pattern (default: by kind)"
                ),
                Parameter("fill", \.fill, help: "what hidden units are: 0, or ±1 at random"),
            ] + StudiedMemory.parameters(of: \.memories, loads: "0.1; all patterns of a file") + [
                .cues(\.cues, help: "patterns of each trial that are damaged, at most: those learned first"),
                .criterion(\.criterion),
            ]

        public var kind = Kind.flip
        /// In the unit of the kind; none: by kind.
        public var levels: [Double] = []
        /// What hidden units are.
        public var fill = Damage.Filling.zero
        public var memories = StudiedMemory(trials: 10)
        /// Patterns of each trial that are damaged, at most.
        public var cues = 20
        /// The overlap from which on a cue counts as recalled.
        public var criterion = 0.95

        public init() {}
    }

    /// What is done to a cue.
    public enum Kind: String, Sendable, CaseIterable {
        case flip
        case exactFlip = "exact-flip"
        case occlude, gaussian, temperature
    }
}

extension NoiseStudy.Kind {
    var usualLevels: [Double] {
        switch self {
        case .flip, .exactFlip: (0...10).map { Double($0) / 20 }
        case .occlude: (0...9).map { Double($0) / 10 }
        case .gaussian: (0...12).map { Double($0) / 4 }
        case .temperature: (1...12).map { Double($0) / 10 }
        }
    }

    var range: ClosedRange<Double> {
        switch self {
        case .flip, .exactFlip, .occlude: 0...1
        case .gaussian, .temperature: 0...1_000_000
        }
    }

    /// What a level is, for axes.
    var levelDescription: String {
        switch self {
        case .flip: "probability that a unit is inverted"
        case .exactFlip: "share of the units that is inverted"
        case .occlude: "share of the rows that is hidden"
        case .gaussian: "standard deviation of the noise"
        case .temperature: "temperature, in units of the mean field x_i h_i at the stored patterns"
        }
    }
}
