import Documents
import HDF5Store
import PNGStore

renderCommand.run(
    version: DocumentFormat.toolkitVersion,
    libraries: ["HDF5 \(HDF5Library.version)", "libpng \(PNG.libraryVersion)"]
) { arguments in
    try RenderJob(arguments).run()
}
