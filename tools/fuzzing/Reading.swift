import Documents
import Exchange
import Models
import Numerics
import OpenFormats
import OperatingSystem
import Patterns

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reads a file as the programs do, in a copy of this process that stands for a program.
enum Reading {
    /// Where the copy leaves what it read.
    nonisolated(unsafe) private static let shared: UnsafeMutablePointer<UInt64> = {
        let page = mmap(nil, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)
        guard let page, page != MAP_FAILED else { fatalError("no shared memory") }
        return page.assumingMemoryBound(to: UInt64.self)
    }()

    /// How it ended, 0 if the file was read and 1 if it was refused, and a digest of its numbers.
    static func run(_ path: String, _ origin: Seed.Origin) -> (end: Child.End, digest: UInt64) {
        shared.pointee = 0
        let end = Child.run { (origin == .imported ? canImport(path) : read(path)) ? 0 : 1 }
        return (end, shared.pointee)
    }

    /// Whether the file was read: by the document readers and by verification.
    private static func read(_ path: String) -> Bool {
        Interruption.install()
        for finding in DocumentVerification.check(path) where finding.description.isEmpty { abort() }
        do {
            shared.pointee = digest(try AnyDocument.read(path))
            return true
        } catch {
            guard "\(error)".hasPrefix(path + ":") else { abort() }
            return false
        }
    }

    /// Whether the file was read, every picture of it too.
    private static func canImport(_ path: String) -> Bool {
        do {
            let bytes = try InputFile.readAll(path, limit: 1 << 28)
            if bytes.starts(with: [0x89, 0x48, 0x44, 0x46]) { return try canOpen(path) }
            _ = try? SpikeTable.read(bytes, unit: nil, array: nil)
            guard let contents = try ReaderRegistry.read(bytes, ReadingRequest(array: "x")) else { return false }
            if case .pictures(let series) = contents {
                for index in 0..<min(series.count, 16) { _ = try series.picture(index) }
            }
            return true
        } catch {
            guard !"\(error)".isEmpty, !"\(error)".contains("\n") else { abort() }
            return false
        }
    }

    /// Whether a file of HDF5 is read as spike trains or as a layer.
    private static func canOpen(_ path: String) throws -> Bool {
        Interruption.install()
        return try DocumentReader.open(path) { root, _ in
            if try NWBUnits.isIn(root) {
                _ = try NWBUnits.read(root)
            } else if try NIRLayer.isIn(root) {
                _ = try NIRLayer(root)
            } else {
                _ = try SonataSpikes.read(root, population: nil)
            }
            return true
        }
    }

    /// FNV-1a of the numbers of a document.
    private static func digest(_ document: AnyDocument) -> UInt64 {
        var digest: UInt64 = 0xCBF2_9CE4_8422_2325
        func add(_ values: [Float]) {
            for value in values { digest = (digest ^ UInt64(value.bitPattern)) &* 0x100_0000_01B3 }
        }
        func add(_ matrix: Matrix) { for row in 0..<matrix.rows { add(matrix.row(row)) } }
        if let patterns = document.patterns { for row in 0..<patterns.count { add(patterns.row(row)) } }
        switch document {
        case .weights(let weights):
            switch weights.memory?.coupling {
            case .coefficients(let values): add(values)
            case .inverseCorrelation(let root): add(root)
            case nil: break
            }
            if let matrix = weights.matrix { add(matrix) }
        case .recall(let recall):
            for row in 0..<recall.final.count { add(recall.final.row(row)) }
            add(recall.energy)
        default: break
        }
        return digest
    }
}
