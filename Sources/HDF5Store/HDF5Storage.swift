/// How a dataset is stored in the file.
package struct HDF5Storage: Sendable {
    enum Plan: Sendable {
        case contiguous
        case chunked(HDF5Layout)
        case automatic(deflate: Int?)
    }

    let plan: Plan

    /// One block, no checksum, no compression.
    package static let contiguous = HDF5Storage(plan: .contiguous)

    /// Chunks of 64 KiB to 1 MiB along the rows; bytes shuffled, compressed and checksummed.
    package static let automatic = automatic(deflate: 4)

    /// As `automatic` with another level of compression, 0 to 9, or none. The checksum stays.
    package static func automatic(deflate: Int?) -> HDF5Storage {
        precondition((0...9).contains(deflate ?? 0), "compression levels are 0 to 9")
        return HDF5Storage(plan: .automatic(deflate: deflate))
    }

    /// Chunks of a given shape.
    package static func chunked(
        _ shape: [Int], deflate: Int? = 4, shuffle: Bool = true, fletcher32: Bool = true
    ) -> HDF5Storage {
        precondition((0...9).contains(deflate ?? 0), "compression levels are 0 to 9")
        precondition(shape.allSatisfy { $0 > 0 }, "a chunk has at least one element")
        return HDF5Storage(
            plan: .chunked(
                HDF5Layout(chunk: shape, deflate: deflate, shuffle: shuffle, fletcher32: fletcher32)))
    }

    /// Rows of a chunk of a dataset of this shape; nil without chunks.
    package func rowsPerChunk(shape: [Int], elementBytes: Int) -> Int? {
        layout(shape: shape, elementBytes: elementBytes).chunk?.first
    }

    /// The layout for a dataset of this shape. Scalars are contiguous: the format has no chunks for them.
    func layout(shape: [Int], elementBytes: Int) -> HDF5Layout {
        if shape.isEmpty { return HDF5Layout() }
        switch plan {
        case .contiguous: return HDF5Layout()
        case .chunked(var layout):
            precondition(layout.chunk?.count == shape.count, "a chunk has one extent for each axis")
            // The format wants no chunk larger than the dataset.
            layout.chunk = layout.chunk.map { zip($0, shape).map { min($0, max($1, 1)) } }
            return layout
        case .automatic(let deflate):
            let shuffle = deflate != nil && elementBytes > 1
            return HDF5Layout(
                chunk: HDF5Layout.automaticChunk(shape: shape, elementBytes: elementBytes),
                deflate: deflate, shuffle: shuffle, fletcher32: true)
        }
    }
}

/// A storage plan applied to one dataset. No chunk means contiguous.
struct HDF5Layout: Sendable {
    var chunk: [Int]?
    var deflate: Int?
    var shuffle = false
    var fletcher32 = false

    /// A sixteenth of the data, but at least 64 KiB and at most 1 MiB: a few chunks for small data, few of them
    /// for large. Last axes are kept whole as long as they fit, so a chunk is a block of rows.
    static func automaticChunk(shape: [Int], elementBytes: Int) -> [Int] {
        // In Double, so that no product overflows; exactness does not matter here.
        let total = shape.reduce(Double(elementBytes)) { $0 * Double(max($1, 1)) }
        let target = Int(min(max(total / 16, 65_536), 1_048_576))
        var chunk = [Int](repeating: 1, count: shape.count)
        var bytes = elementBytes
        for axis in shape.indices.reversed() {
            let extent = max(shape[axis], 1)
            let fitting = max(target / bytes, 1)
            if extent <= fitting {
                chunk[axis] = extent
                bytes *= extent
            } else {
                // Pieces of equal size, so that the last one is not mostly padding.
                let pieces = (extent - 1) / fitting + 1
                chunk[axis] = (extent - 1) / pieces + 1
                break
            }
        }
        return chunk
    }
}
