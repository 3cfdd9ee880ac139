import Foundation
import Synchronization

/// A fresh directory, removed with the object. Files in it are named relative to it.
open class Scratch: @unchecked Sendable {
    package let directory: String

    package init() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("canns-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        directory = url.path
    }

    /// A copy of all files of another.
    package convenience init(copyOf other: Scratch) throws {
        try self.init()
        for name in other.files { try FileManager.default.copyItem(atPath: other.path(name), toPath: path(name)) }
    }

    deinit { Scratch.remove(directory) }

    /// Kept for all tests that share it, which `deinit` never sees: removed when the process ends.
    package func shared() -> Self {
        Shared.remove(directory)
        return self
    }

    fileprivate static func remove(_ directory: String) {
        KeptFiles.take(from: directory)
        try? FileManager.default.removeItem(atPath: directory)
    }

    package func path(_ name: String) -> String { "\(directory)/\(name)" }

    /// Names of all files, ascending, hidden ones too: what is left behind is seen.
    package var files: [String] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: directory) else {
            preconditionFailure("\(directory) cannot be read")
        }
        return names.sorted()
    }

    package func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

    package func contents(_ name: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path(name))) }

    package func bytes(_ name: String) throws -> [UInt8] { [UInt8](try contents(name)) }

    package func text(_ name: String) throws -> String { String(decoding: try contents(name), as: UTF8.self) }

    package func write(_ bytes: some Sequence<UInt8>, to name: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
    }

    package func write(_ text: String, to name: String) throws { try write(text.utf8, to: name) }

    package func permissions(_ name: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path(name))
        return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
    }
}

/// Directories that are removed when the process ends.
private enum Shared {
    private static let directories = Mutex<[String]>([])

    static func remove(_ directory: String) {
        directories.withLock {
            if $0.isEmpty {
                atexit {
                    Shared.directories.withLock { $0.forEach(Scratch.remove) }
                }
            }
            $0.append(directory)
        }
    }
}
