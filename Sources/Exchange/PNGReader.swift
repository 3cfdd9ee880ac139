import PNGStore

/// Portable Network Graphics; see `PNG`.
package enum PNGReader: FileReader {
    package static let format = "PNG"

    package static func recognizes(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) }

    package static func read(_ bytes: [UInt8], _ request: ReadingRequest) throws -> FileContents {
        .pictures(PictureSeries(count: 1) { _ in try PNG.decode(bytes) })
    }
}
