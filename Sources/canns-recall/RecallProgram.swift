import Documents
import HDF5Store
import Numerics

/// The whole of canns-recall, for a program with models of one's own:
///
///     import CANNS
///     import CANNSRecall
///
///     ModelRegistry.register(RingNetwork.self)
///     RecallProgram.run(named: "ring-recall")
public enum RecallProgram {
    /// Reads the command line, does the work and ends the process.
    ///
    /// - Parameter name: of the program, in its help, its messages and the history of its files.
    public static func run(named name: String) -> Never {
        recallCommand.named(name).run(
            version: DocumentFormat.toolkitVersion, libraries: ["HDF5 \(HDF5Library.version)", BLAS.version]
        ) { arguments in
            try RecallJob(arguments).run()
        }
    }
}
