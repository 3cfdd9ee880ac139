import CommandKit
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
        recallCommand.named(name).run(version: DocumentFormat.toolkitVersion, libraries: libraries) { arguments in
            try RecallJob(arguments).run()
        }
    }

    /// The whole of a program whose processes share the rows of a matrix.
    ///
    /// - Parameters:
    ///   - introduction: what stands before the description of canns-recall.
    ///   - examples: before those of canns-recall.
    ///   - more: libraries beside those of canns-recall.
    ///   - together: does the work of one process, and ends it where another fails.
    package static func run(
        named name: String, introduction: [String], examples: [Example], sharing: any RecallSharing,
        libraries more: [String], together: (() throws -> Void) throws -> Void
    ) -> Never {
        let command = recallCommand.named(name, introduction: introduction, examples: examples)
        command.run(version: DocumentFormat.toolkitVersion, libraries: libraries + more) { arguments in
            try together { try RecallJob(arguments, sharing: sharing).run() }
        }
    }

    private static var libraries: [String] { ["HDF5 \(HDF5Library.version)", BLAS.version] }
}
