import Documents
import HDF5Store
import Numerics
import PNGStore

importCommand.run(
    version: DocumentFormat.toolkitVersion,
    libraries: ["HDF5 \(HDF5Library.version)", "libpng \(PNG.libraryVersion)"]
) { arguments in
    if try TrainImport.isMeant(arguments) {
        try TrainImport(arguments).run()
    } else {
        try PictureImport(arguments).run()
    }
}
