import CommandKit
import Documents
import Models
import Numerics
import Patterns

/// What the options of the group Dynamics, the cues and the stored patterns make of a network.
struct RecallDynamics<Network: RecallingModel> {
    let network: Network
    /// The mean field of a stored pattern, in which the temperature was given; nil where none applies.
    let temperatureUnit: Double?
    /// The temperature as it was given, in these units: where it changes, the last.
    let temperature: Double
    /// The first and the last temperature in these units; nil where it stays.
    let annealed: (first: Double, last: Double)?
    /// The most steps of a trial.
    let steps: Int

    /// - Parameters:
    ///   - model: as its file has it.
    ///   - stored: what the weights hold, where that is known.
    ///   - cues: their coding is that of the states.
    ///   - source: the name of the weights, for messages.
    init(
        _ arguments: Arguments, _ model: Network, stored: PatternSet?, cues: RecallCues, source: String,
        workers: Workers, log: Log
    ) throws {
        let name = arguments.textOrDefault("activation")
        let activation = try Self.activation(name, arguments, stored, cues, source)
        guard Network.supports(activation) else {
            throw UsageError("--activation \(name) does not apply to a \(Network.kind)")
        }
        var network = model
        network.activation = activation
        network.order = try Self.order(arguments, model)
        steps = arguments.integer("steps") ?? model.recallOptions.steps
        if var fields = network as? any AssociativeModel {
            fields.threshold = Float(arguments.numberOrDefault("threshold"))
            network = fields as? Network ?? network
        } else if arguments.has("threshold") {
            throw UsageError("--threshold is for networks with local fields, but \(source) holds a \(Network.kind)")
        }
        if let path = arguments.text("thresholds") {
            guard var fields = network as? any UnitThresholdModel else {
                throw UsageError(
                    "--thresholds is for networks with local fields, but \(source) holds a \(Network.kind)")
            }
            if case .winners = activation {
                throw UsageError("--thresholds does not apply to winners, which have the largest fields")
            }
            fields.thresholds = try UnitThresholds.read(path, neurons: network.inputCount)
            network = fields as? Network ?? network
        }
        if let clamped = try arguments.clamped(cues.patterns, cues.source) {
            guard var clampable = network as? any ClampableModel else {
                throw UsageError("--clamp does not apply to a \(Network.kind), which \(source) holds")
            }
            clampable.clamped = clamped
            network = clampable as? Network ?? network
        }
        annealed = try arguments.annealedTemperatures()
        temperature = annealed?.last ?? arguments.numberOrDefault("temperature")
        guard activation.hasTemperature, var thermal = network as? any ThermalModel else {
            for option in ["temperature", "anneal"] where arguments.has(option) {
                throw UsageError(
                    "--\(option) does not apply to units that answer by \(activation), but to tanh, sigmoid and "
                        + "glauber")
            }
            (temperatureUnit, self.network) = (nil, network)
            return
        }
        let unit = try Self.unit(network, stored, source, workers, log)
        thermal.temperature = Float(temperature * unit)
        guard thermal.temperature.isNormal else {
            throw Failure(
                "\(source): --temperature \(temperature) times \(unit), the mean field of a stored pattern, is no "
                    + "number of single precision; use another temperature")
        }
        temperatureUnit = unit
        self.network = thermal as? Network ?? network
    }

    private static func order(_ arguments: Arguments, _ model: Network) throws -> UpdateOrder {
        guard let text = arguments.text("update") else { return model.order }
        guard let order = UpdateOrder(rawValue: text) else {
            throw UsageError("--update is \(text), expected sync, async, sequential or block:K such as block:8")
        }
        guard Network.supports(order) else {
            var fitting = UpdateOrder.allCases.filter(Network.supports).map(\.rawValue)
            if Network.supports(.blocks(8)) { fitting.append("block:K") }
            throw UsageError(
                "--update \(text) does not apply to a \(Network.kind), expected \(fitting.joined(separator: " or "))")
        }
        return order
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
        default:
            let usual = Network.usualActivation(for: cues.patterns.coding)
            guard usual == .sign || usual == .step || !arguments.has("activation") else {
                throw UsageError(
                    "--activation \(name) does not apply to a \(Network.kind) of \(cues.patterns.coding.rawValue) "
                        + "patterns, whose units answer by \(usual); leave it out")
            }
            return usual
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
        _ model: Network, _ stored: PatternSet?, _ source: String, _ workers: Workers, _ log: Log
    ) throws -> Double {
        guard let stored else {
            log.note("\(source): keeps no patterns, so --temperature is in units of the weights")
            return 1
        }
        let unit = try (model as? any AssociativeModel)?.meanField(of: stored, workers: workers) ?? 0
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
        ]
        if let fields = network as? any AssociativeModel, !arguments.has("thresholds") {
            attributes.append(("threshold", .real(fields.threshold)))
        }
        if let temperatureUnit {
            if let annealed {
                attributes += [
                    ("anneal", .reals([annealed.first, annealed.last])),
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
            ("steps", .integer(steps)), ("seed", .integer(Int(arguments.seed))),
        ]
    }
}
