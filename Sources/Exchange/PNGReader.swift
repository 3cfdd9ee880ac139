import PNGStore

/// Portable Network Graphics; see `PNG`. Of an animation every picture is read.
package enum PNGReader: FileReader {
    package static let format = "PNG"

    package static func recognizes(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) }

    package static func read(_ bytes: [UInt8], _ request: ReadingRequest) throws -> FileContents {
        if let frames = try PNG.frames(bytes) {
            return .pictures(PictureSeries(count: frames.count) { frames[$0] })
        }
        return .pictures(PictureSeries(count: 1) { _ in try PNG.decode(bytes) })
    }
}
