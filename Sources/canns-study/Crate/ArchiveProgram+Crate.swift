import CommandKit
import Documents
import OperatingSystem

extension ArchiveProgram {
    /// The metadata of a folder, in it.
    func crate() throws {
        if let name = ["output", "report"].first(where: arguments.has) {
            throw UsageError("--\(name) does not apply to crate, which writes \(Crate.fileName) into the folder")
        }
        guard files.count == 1, let folder = files.first, Folder.exists(folder) else {
            throw UsageError(
                "\(files.isEmpty ? "FILE is missing" : "\(files[0]) is no folder"), expected one folder to describe")
        }
        let root = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        let target = "\(root)/\(Crate.fileName)"
        let output = try OutputFile.create(for: target, replacing: arguments.flag("force"))
        let names = try Folder.files(root).map { String($0.dropFirst(root.count + 1)) }.filter { $0 != Crate.fileName }
        guard !names.isEmpty else { throw Failure("\(folder): is empty, expected files to describe") }
        let crate = Crate(
            try names.map { try CrateFile($0, in: root) }, given: Credits(arguments.record().credits),
            published: UniversalTime.now())
        if crate.credits.license == nil {
            log.warn("\(folder): the files tell no one licence, which archives ask for; name it with --license")
        }
        try output.write(Array(crate.text.utf8))
        try output.commit()
        log.note("\(target): \(names.count) files")
    }
}
