import CommandKit
import Documents
import Models
import Numerics
import OperatingSystem
import Training

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The checkpoint file of one training: written after a while and when the program is asked to end, read when the
/// same command runs again, removed when the work is done. It also gathers the snapshots.
final class Checkpoints {
    private(set) var snapshots: [(epoch: Int, weights: Matrix)] = []
    private let path: String?
    private let kind: String
    private let key: String
    private let provenance: Provenance
    private let interval: Double
    private let snapshotEvery: Int?
    private var last = Checkpoints.seconds()

    init(_ job: LayerJob, kind: String, key: String) {
        path = job.arguments.text("checkpoint")
        interval = job.arguments.numberOrDefault("checkpoint-interval")
        snapshotEvery = job.arguments.integer("snapshots")
        provenance = Provenance(command: job.arguments.contentCommand(inputs: false))
        self.kind = kind
        self.key = key
    }

    /// Lets the trainer report here.
    ///
    /// - Returns: the state to go on from, where there is one.
    func install<Network: PlasticModel>(in trainer: inout LocalTrainer<Network>) throws -> TrainingState? {
        if let snapshotEvery {
            trainer.snapshotEvery = snapshotEvery
            trainer.snapshot = { [self] epoch, weights in snapshots.append((epoch, weights)) }
        }
        guard let path else { return nil }
        Interruption.deferTermination()
        trainer.shouldStop = { Interruption.requested }
        trainer.checkpointEvery = 256
        trainer.checkpoint = { [self] state in
            guard Interruption.requested || Self.seconds() - last >= interval else { return }
            last = Self.seconds()
            try CheckpointDocument(
                epoch: state.epoch, step: state.step, weights: state.weights, rule: state.rule, model: state.model,
                record: state.record, snapshots: snapshots, key: key
            ).write(to: path, kind: kind, provenance: provenance)
        }
        guard InputFile.exists(path) else { return nil }
        let saved = try CheckpointDocument.read(path, key: key)
        snapshots = saved.snapshots
        return TrainingState(
            epoch: saved.epoch, step: saved.step, weights: saved.weights, rule: saved.rule, model: saved.model,
            record: saved.record)
    }

    /// The work is done: the next run begins anew.
    func remove() throws {
        guard let path, InputFile.exists(path) else { return }
        if unlink(path) != 0 {
            throw Failure("\(path): cannot remove the checkpoint: \(String(cString: strerror(errno)))")
        }
    }

    private static func seconds() -> Double {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
    }
}
