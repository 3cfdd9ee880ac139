import Documents
import HDF5Store

exportCommand.run(version: DocumentFormat.toolkitVersion, libraries: ["HDF5 \(HDF5Library.version)"]) { arguments in
    try ExportJob(arguments).run()
}
