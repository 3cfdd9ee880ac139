import Documents
import OperatingSystem

/// Finds files by their digests: first under the names that they had, then among all files of the folders.
final class InputFinder {
    private let folders: [String]
    private var known: [String: String]?

    /// - Parameter folders: where to look, with all folders in them.
    init(_ folders: [String]) { self.folders = folders }

    /// The path of a file with the digest; nil where there is none.
    ///
    /// - Parameter name: what the file was called.
    func find(_ digest: String, named name: String) throws -> String? {
        let last = name.split(separator: "/").last.map(String.init) ?? ""
        let candidates = [name] + folders.flatMap { ["\($0)/\(name)", "\($0)/\(last)"] }
        for path in candidates where try !name.isEmpty && Self.digest(of: path) == digest { return path }
        return try all()[digest]
    }

    /// The files of the folders by their digests; each is looked at once.
    private func all() throws -> [String: String] {
        if let known { return known }
        var found: [String: String] = [:]
        for folder in folders {
            for path in try Folder.files(folder) {
                guard let digest = try Self.digest(of: path), found[digest] == nil else { continue }
                found[digest] = path
            }
        }
        known = found
        return found
    }

    /// Nil for what is no file, or one that cannot be read.
    private static func digest(of path: String) throws -> String? {
        guard InputFile.exists(path), !Folder.exists(path), !InputFile.isStream(path) else { return nil }
        do { return try OriginStep.digest(of: path) } catch is DocumentError { return nil } catch is FileError {
            return nil
        }
    }
}
