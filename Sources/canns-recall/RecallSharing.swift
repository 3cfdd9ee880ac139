import CommandKit
import Models

/// The processes of a recall that hold the rows of a matrix together. All of them do the same work, but for the fields of
/// rows that others hold, and the first alone writes.
package protocol RecallSharing: Sendable {
    var isFirst: Bool { get }
    /// Refuses processes that were given unlike work, which would wait for each other in vain.
    func agree(on work: String) throws
    /// A matrix of which each process keeps its rows.
    func share(_ weights: AssociativeWeights) throws -> AssociativeWeights
}

extension RecallSharing {
    /// Refuses what does not go by the fields of all units at once.
    func check(_ arguments: Arguments) throws {
        if let order = arguments.text("update"), order != UpdateOrder.synchronous.rawValue {
            throw UsageError(
                "--update \(order) does not apply to processes that answer all units at once; use canns-recall")
        }
        for name in ["reference", "both", "potentials"] where arguments.has(name) {
            throw UsageError("--\(name) does not apply to processes that share a matrix; use canns-recall")
        }
        for name in [arguments.operands.first, arguments.text("cues")] where name == nil || name == "-" {
            guard name == "-" || arguments.operands.isEmpty else { continue }
            throw UsageError("standard input comes to one process alone, expected the name of a file that all can read")
        }
    }

    /// The model with its matrix shared out; weights of stored patterns are held by each.
    func share<Network: Model>(_ model: Network, _ source: String) throws -> Network {
        guard var memory = model as? any AssociativeModel else {
            throw Failure(
                "\(source): holds a \(Network.kind), expected a network with weights between its units; use canns-recall"
            )
        }
        switch memory.weights {
        case .dense, .stored: memory.weights = try share(memory.weights)
        case .empty, .outerProduct: break
        }
        return memory as? Network ?? model
    }
}
