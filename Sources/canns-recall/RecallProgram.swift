import Documents
import HDF5Store
import Numerics

/// The whole of canns-recall, for a program with models of one's own:
///
///     import CANNS
///     import CANNSRecall
///
///     ModelRegistry.register(RingNetwork.self)
///     RecallProgram.run()
public enum RecallProgram {
    /// Reads the command line, does the work and ends the process.
    public static func run() -> Never {
        recallCommand.run(
            version: DocumentFormat.toolkitVersion, libraries: ["HDF5 \(HDF5Library.version)", BLAS.version]
        ) { arguments in
            try RecallJob(arguments).run()
        }
    }
}
