import LearningRules
import Models
import OperatingSystem
import Training

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The checkpoint file of one training: written after a while and when the training is asked to stop, read when the same
/// training begins again, removed when the work is done.
public final class CheckpointFile {
    private let path: String
    private let key: String
    private let interval: Double
    private let provenance: Provenance
    private var last = CheckpointFile.seconds()

    /// - Parameters:
    ///   - path: of the file.
    ///   - key: what is being trained, on what and how.
    ///   - interval: seconds between two checkpoints.
    ///   - provenance: the command that trains.
    public init(_ path: String, key: String, interval: Double, provenance: Provenance) {
        (self.path, self.key, self.interval, self.provenance) = (path, key, interval, provenance)
    }

    /// Lets a trainer report here from now on; its `shouldStop` is set before.
    ///
    /// - Returns: the state to go on from, where there is one.
    /// - Throws: `DocumentError` for the checkpoint of another training.
    public func install<Network: Model, Rule>(in trainer: inout Trainer<Network, Rule>) throws
        -> TrainingState?
    {
        let stops = trainer.shouldStop
        trainer.options.checkpointEvery = 256
        trainer.checkpoint = { [self] state in
            guard stops?() == true || Self.seconds() - last >= interval else { return }
            last = Self.seconds()
            try state.write(to: path, kind: Network.kind, key: key, provenance: provenance)
        }
        return InputFile.exists(path) ? try TrainingState.read(path, key: key) : nil
    }

    /// The work is done: the next run begins anew.
    public func remove() throws {
        guard InputFile.exists(path) else { return }
        if unlink(path) != 0 {
            throw DocumentError(
                "\(path): cannot remove the checkpoint: \(String(cString: strerror(errno)))")
        }
    }

    private static func seconds() -> Double {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9
    }
}
