import PNGStore

/// Portable Network Graphics; see `PNG`.
public enum PNGReader: FileReader {
    public static let format = "PNG"

    public static func recognizes(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) }

    public static func read(_ bytes: [UInt8], _ request: ReadingRequest) throws -> FileContents {
        .pictures(PictureSeries(count: 1) { _ in try PNG.decode(bytes) })
    }
}
