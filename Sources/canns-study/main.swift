import Documents
import HDF5Store
import Numerics

studyCommand.run(
    version: DocumentFormat.toolkitVersion, libraries: ["HDF5 \(HDF5Library.version)", BLAS.version]
) { arguments in
    if let task = ArchiveTask(rawValue: arguments.operands[0]) {
        try ArchiveProgram(task, arguments).run()
    } else {
        try StudyProgram(arguments).run()
    }
}
