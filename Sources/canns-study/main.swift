import Documents
import HDF5Store
import Numerics

studyCommand.run(
    version: DocumentFormat.toolkitVersion, libraries: ["HDF5 \(HDF5Library.version)", BLAS.version]
) { arguments in
    try StudyProgram(arguments).run()
}
