import CommandKit
import Documents
import Models
import Numerics
import Patterns

/// What the options of the group Dynamics, the cues and the stored patterns make of a network.
struct RecallDynamics {
    let network: AmariHopfieldNetwork
    /// The mean field of a stored pattern, in which the temperature was given; nil where none applies.
    let temperatureUnit: Double?
    /// The temperature as it was given, in these units.
    let temperature: Double

    /// - Parameters:
    ///   - stored: what the weights hold, where that is known.
    ///   - cues: their coding is that of the states.
    ///   - source: the name of the weights, for messages.
    init(
        _ arguments: Arguments, _ weights: AssociativeWeights, stored: PatternSet?, cues: RecallCues, source: String,
        workers: Workers, log: Log
    ) throws {
        let name = arguments.textOrDefault("activation")
        let activation = try Self.activation(name, arguments, stored, cues, source)
        let orderName = arguments.textOrDefault("update")
        guard let order = UpdateOrder(rawValue: orderName) else {
            throw UsageError("--update is \(orderName), expected sync, async, sequential or block:K such as block:8")
        }
        var network = AmariHopfieldNetwork(
            weights: weights, activation: activation, order: order,
            threshold: Float(arguments.numberOrDefault("threshold")))
        temperature = try arguments.annealedTemperatures()?.1 ?? arguments.numberOrDefault("temperature")
        if activation.hasTemperature {
            let unit = try Self.unit(network, stored, source, workers, log)
            let scaled = Float(temperature * unit)
            guard scaled.isNormal else {
                throw Failure(
                    "\(source): --temperature \(temperature) times \(unit), the mean field of a stored pattern, is no "
                        + "number of single precision; use another temperature")
            }
            network.temperature = scaled
            temperatureUnit = unit
        } else {
            for option in ["temperature", "anneal"] where arguments.has(option) {
                throw UsageError(
                    "--\(option) does not apply to --activation \(name), but to tanh, sigmoid and glauber")
            }
            temperatureUnit = nil
        }
        network.clamped = try arguments.clamped(cues.patterns, cues.source)
        self.network = network
    }

    private static func activation(
        _ name: String, _ arguments: Arguments, _ stored: PatternSet?, _ cues: RecallCues, _ source: String
    ) throws -> Activation {
        if name != "winners", arguments.has("winners") { throw UsageError("--winners needs --activation winners") }
        let isZeroOne = cues.patterns.coding == .binary || cues.patterns.coding == .spikes
        switch name {
        case "tanh": return .tanh
        case "sigmoid": return .sigmoid
        case "glauber": return .glauber
        case "winners":
            if let order = arguments.text("update"), order != UpdateOrder.synchronous.rawValue {
                throw UsageError(
                    "--update \(order) does not apply to winners, which are chosen among all units at once")
            }
            if arguments.has("clamp") {
                throw UsageError("--clamp does not apply to winners, which are chosen among all units at once")
            }
            guard isZeroOne else {
                throw Failure(
                    "\(cues.source): the cues are \(cues.patterns.coding.rawValue), expected 0/1 patterns for "
                        + "--activation winners")
            }
            return .winners(try winners(arguments, stored, neurons: cues.patterns.neurons, source))
        default: return isZeroOne ? .step : .sign
        }
    }

    private static func winners(
        _ arguments: Arguments, _ stored: PatternSet?, neurons: Int, _ source: String
    ) throws -> Int {
        if let count = arguments.integer("winners") {
            guard count <= neurons else {
                throw UsageError("--winners is \(count), expected a whole number from 1 to \(neurons)")
            }
            return count
        }
        guard let stored, stored.coding == .binary else {
            throw UsageError(
                "--activation winners needs --winners K here: \(source) holds no 0/1 patterns to count units of 1 in")
        }
        let mean = Int((stored.mean * Double(neurons)).rounded())
        guard mean > 0 else {
            throw UsageError("--activation winners needs --winners K here: hardly a unit of a stored pattern is 1")
        }
        return mean
    }

    /// The mean field of a stored pattern, 1 where there is none.
    private static func unit(
        _ network: AmariHopfieldNetwork, _ stored: PatternSet?, _ source: String, _ workers: Workers, _ log: Log
    ) throws -> Double {
        guard let stored else {
            log.note("\(source): keeps no patterns, so --temperature is in units of the weights")
            return 1
        }
        let unit = try network.meanField(of: stored, workers: workers)
        guard unit > 0, unit.isFinite else {
            log.note("\(source): its patterns have no field of their own, so --temperature is in units of the weights")
            return 1
        }
        return unit
    }

    /// How the recall was done, as attributes of the file.
    func attributes(_ arguments: Arguments) -> [(name: String, value: AttributeValue)] {
        var attributes: [(name: String, value: AttributeValue)] = [
            ("activation", .text("\(network.activation)")), ("update", .text(network.order.rawValue)),
            ("threshold", .real(network.threshold)),
        ]
        if let temperatureUnit {
            if let anneal = try? arguments.annealedTemperatures() {
                attributes += [
                    ("anneal", .reals([anneal.0, anneal.1])),
                    ("anneal_law", .text(arguments.textOrDefault("anneal-law"))),
                ]
            } else {
                attributes.append(("temperature", .real(temperature)))
            }
            attributes.append(("temperature_unit", .real(temperatureUnit)))
        }
        if let clamp = arguments.text("clamp") { attributes.append(("clamp", .text(clamp))) }
        if let until = arguments.number("until") { attributes.append(("until", .real(until))) }
        return attributes + [
            ("steps", .integer(arguments.integerOrDefault("steps"))), ("seed", .integer(Int(arguments.seed))),
        ]
    }
}
