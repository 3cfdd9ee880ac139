import PNGStore

/// Portable Network Graphics; see `PNG`. Of an animation every picture is read, and of a stream every file.
package enum PNGReader: FileReader {
    package static let format = "PNG"

    package static func recognizes(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) }

    package static func read(_ bytes: [UInt8], _ request: ReadingRequest) throws -> FileContents {
        let pictures = try PNG.files(bytes).flatMap(pictures)
        return .pictures(PictureSeries(count: pictures.count) { try pictures[$0]() })
    }

    /// Those of one file; a picture that is no animation is decoded when it is asked for.
    private static func pictures(_ file: [UInt8]) throws -> [@Sendable () throws -> RGBAImage] {
        guard let frames = try PNG.frames(file) else { return [{ try PNG.decode(file) }] }
        return frames.map { frame in { frame } }
    }
}
