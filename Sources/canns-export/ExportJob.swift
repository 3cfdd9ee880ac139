import CommandKit
import Documents
import HDF5Store
import OpenFormats
import OperatingSystem

/// The work of canns-export: what a file holds, in another format.
struct ExportJob {
    private let arguments: Arguments
    private let format: ExportFormat
    private let output: String?
    private let path: String?

    init(_ arguments: Arguments) throws {
        self.arguments = arguments
        format = try ExportFormat(arguments)
        let hasSteps: Set<ExportFormat> = [.sonata, .nwb, .nir]
        for (name, formats) in [
            ("population", [ExportFormat.sonata]), ("session-start", [.nwb]), ("description", [.nwb]),
            ("subject", [.nwb]), ("integration", [.nir]),
        ] where arguments.has(name) && !formats.contains(format) {
            throw UsageError(
                "--\(name) is for \(formats.map(\.rawValue).joined(separator: ", ")), but the format is \(format.rawValue)"
            )
        }
        if arguments.has("dt"), !hasSteps.contains(format), !format.isText {
            throw UsageError("--dt is for spikes and spiking layers, but the format is \(format.rawValue)")
        }
        let isShown = format.isText && (arguments.text("output") ?? "-") == "-"
        output = isShown ? nil : try arguments.binaryOutput()
        path = arguments.operands.first
    }

    func run() throws {
        let name = DocumentReader.displayName(path)
        let bytes: [UInt8]
        do {
            bytes = try DocumentReader.open(path) { root, header in
                switch format {
                case .sonata, .nwb: try SpikeExport(arguments, root, header).bytes(format)
                case .npy, .idx: try ArrayExport(arguments, root, header).bytes(format)
                case .nir: try LayerExport(arguments, root, header).bytes
                case .csv, .tsv: try text(root, header)
                }
            }
        } catch let error as FormatError {
            throw Failure("\(name): \(error)")
        } catch let error as MissingStepError {
            throw Failure("\(name): \(error); name it with --dt")
        }
        guard let output else { return try StandardStreams.writeOutput(bytes) }
        let file = try OutputFile.create(for: output, replacing: arguments.flag("force"))
        try file.write(bytes)
        try file.commit()
    }

    private func text(_ root: borrowing HDF5Group, _ header: DocumentHeader?) throws -> [UInt8] {
        if !arguments.has("dataset"), let header, let table = try TableExport(root, header) {
            return table.bytes(format)
        }
        if try SpikeExport.isMeant(arguments, root, header) {
            return try SpikeExport(arguments, root, header).bytes(format)
        }
        return try ArrayExport(arguments, root, header).text(format)
    }
}
