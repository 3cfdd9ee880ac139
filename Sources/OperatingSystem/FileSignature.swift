/// What the first bytes of a file say that it is, for messages to somebody who gave a wrong one.
package struct FileSignature: Sendable {
    /// What it is, with its article: `a JPEG picture`.
    package let noun: String
    package let isPicture: Bool
    /// How its numbers get into an HDF5 file, where there is a short answer.
    package let wayToHDF5: String?
    private let first: [UInt8]
    private let offset: Int

    private init(
        _ noun: String, _ first: [UInt8], at offset: Int = 0, isPicture: Bool = false, wayToHDF5: String? = nil
    ) {
        self.noun = noun
        self.first = first
        self.offset = offset
        self.isPicture = isPicture
        self.wayToHDF5 = wayToHDF5 ?? (isPicture ? Self.converted : nil)
    }

    private init(
        _ noun: String, _ first: String, at offset: Int = 0, isPicture: Bool = false, wayToHDF5: String? = nil
    ) {
        self.init(noun, Array(first.utf8), at: offset, isPicture: isPicture, wayToHDF5: wayToHDF5)
    }

    /// The kind of a file that begins with these bytes; nil for one that is not known. A hundred bytes are enough.
    package static func recognize(_ bytes: some Collection<UInt8>) -> FileSignature? {
        known.first { bytes.dropFirst($0.offset).starts(with: $0.first) }
    }

    /// Whether a file that begins with these bytes is HDF5.
    package static func isHDF5(_ bytes: some Collection<UInt8>) -> Bool { bytes.starts(with: hdf5) }

    private static let hdf5: [UInt8] = [0x89, 0x48, 0x44, 0x46, 13, 10, 26, 10]
    private static let imported = "make patterns of it with canns-import"
    private static let converted = "make patterns of it with ImageMagick: magick FILE pnm:- | canns-import -"
    private static let unpacked = "unpack it first"

    private static let known =
        [
            FileSignature("an HDF5 file", hdf5),
            FileSignature(
                "a PNG picture", [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10], isPicture: true, wayToHDF5: imported),
            FileSignature("a JPEG picture", [0xFF, 0xD8, 0xFF], isPicture: true, wayToHDF5: imported),
            FileSignature("a GIF picture", "GIF8", isPicture: true),
            FileSignature("a TIFF picture", [0x49, 0x49, 42, 0], isPicture: true),
            FileSignature("a TIFF picture", [0x4D, 0x4D, 0, 42], isPicture: true),
            FileSignature("a WebP picture", "WEBP", at: 8, isPicture: true),
            FileSignature("a HEIF or AVIF picture", "ftyp", at: 4, isPicture: true),
            FileSignature("a JPEG XL picture", [0xFF, 0x0A], isPicture: true),
            FileSignature("a BMP picture", "BM", isPicture: true),
            FileSignature("an SVG drawing", "<svg", isPicture: true),
        ]
        + ["P1", "P2", "P3", "P4", "P5", "P6"].flatMap { kind in
            ["\n", " "].map { FileSignature("a PNM picture", kind + $0, isPicture: true, wayToHDF5: imported) }
        }
        + other

    private static let other = [
        FileSignature("a PDF document", "%PDF"),
        FileSignature("a web page", "<!DOCTYPE"),
        FileSignature("a web page", "<html"),
        FileSignature("a NumPy array", [0x93] + Array("NUMPY".utf8), wayToHDF5: imported),
        FileSignature("a zip archive (NumPy's .npz is one)", "PK\u{3}\u{4}", wayToHDF5: "of a .npz " + imported),
        FileSignature("a MATLAB file of an old version", "MATLAB 5.0", wayToHDF5: "save it with the option -v7.3"),
        FileSignature(
            "a netCDF file in classic format", "CDF", wayToHDF5: "copy it with nccopy -k netCDF-4 in.nc out.nc"),
        FileSignature(
            "compressed by gzip", [0x1F, 0x8B],
            wayToHDF5: "unpack it first, or give it to canns-import if it is an array or a picture"),
        FileSignature("compressed by xz", [0xFD] + Array("7zXZ".utf8), wayToHDF5: unpacked),
        FileSignature("compressed by zstd", [0x28, 0xB5, 0x2F, 0xFD], wayToHDF5: unpacked),
        FileSignature("compressed by bzip2", "BZh", wayToHDF5: unpacked),
    ]
}
