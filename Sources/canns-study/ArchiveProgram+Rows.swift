import CommandKit
import Documents

extension ArchiveProgram {
    /// Joins parts of weights, where the files are such.
    ///
    /// - Returns: false for files of another kind.
    func mergeRows(_ target: StudyRunner.Target) throws -> Bool {
        let kinds = try files.map { try $0 == "-" ? nil : WeightRowsDocument.read($0) }
        guard kinds.contains(where: { $0 != nil }) else { return false }
        let parts = try zip(files, kinds).map { path, part in
            guard let part else {
                throw Failure("\(DocumentReader.displayName(path)): is no part of weights, as other operands are")
            }
            return (path: path, document: part)
        }
        if let option = ["report", "shard"].first(where: arguments.has) {
            throw UsageError("--\(option) does not apply to parts of weights")
        }
        let (whole, command, warnings) = try WeightsDocument.joining(parts)
        let provenance = parts[0].document.provenance(command)
            .crediting(Credits(arguments.record().credits))
        switch target {
        case .output: try whole.write(to: nil, replacing: false, provenance: provenance, workers: workers)
        case .file(let path, let replacing):
            try whole.write(to: path, replacing: replacing, provenance: provenance, workers: workers)
        case .nowhere: break
        }
        for warning in warnings { log.warn(warning) }
        return true
    }
}
