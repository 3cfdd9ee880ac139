import Foundation

/// Where tools/test wants the HDF5 files that tests write, to compare them with the schema; elsewhere they go with their
/// directory.
enum KeptFiles {
    private static let target = ProcessInfo.processInfo.environment["CANNS_TEST_FILES"]
    /// Larger files differ from smaller ones in nothing that a schema tells.
    private static let largest = 1 << 20

    /// Moves the files of a directory that is about to be removed.
    static func take(from directory: String) {
        guard let target else { return }
        let manager = FileManager.default
        for name in (try? manager.contentsOfDirectory(atPath: directory)) ?? [] where name.hasSuffix(".h5") {
            let path = "\(directory)/\(name)"
            let size = (try? manager.attributesOfItem(atPath: path))?[.size] as? Int
            guard let size, size <= largest else { continue }
            // A file that cannot be moved is one fewer to compare; what no test leaves, the comparison names.
            try? manager.moveItem(atPath: path, toPath: "\(target)/\(UUID().uuidString)-\(name)")
        }
    }
}
