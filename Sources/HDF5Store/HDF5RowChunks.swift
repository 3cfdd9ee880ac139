import CHDF5
import Checksums

/// A dataset whose chunks are blocks of whole rows that stand in the file as in memory, but for a checksum: they
/// are read and written as they are, without the library's copies and its one thread for checksums.
///
/// Any number of threads may use it at a time. The dataset it belongs to must stay open.
package struct HDF5RowChunks<Element: HDF5Element>: Sendable {
    private let id: hid_t
    private let path: String
    private let shape: [Int]
    private let hasChecksum: Bool

    package let rowsPerChunk: Int
    package let rowElements: Int

    /// Elements that a buffer holds beyond the rows themselves: room for the checksum of the last chunk.
    package static var room: Int { max(1, MemoryLayout<UInt32>.size / MemoryLayout<Element>.size) }

    package var rows: Int { shape[0] }

    /// The size of a chunk, also of the last one, which may have fewer rows.
    private var chunkElements: Int { rowsPerChunk * rowElements }
    private var chunkBytes: Int { chunkElements * MemoryLayout<Element>.stride }
    private var storedBytes: Int { chunkBytes + (hasChecksum ? MemoryLayout<UInt32>.size : 0) }

    fileprivate init(
        id: hid_t, path: String, shape: [Int], rowsPerChunk: Int, rowElements: Int, hasChecksum: Bool
    ) {
        self.id = id
        self.path = path
        self.shape = shape
        self.rowsPerChunk = rowsPerChunk
        self.rowElements = rowElements
        self.hasChecksum = hasChecksum
    }

    // MARK: - Reading

    /// Reads rows and checks them.
    ///
    /// - Parameter buffer: As many elements as the rows have. With `room` more, the last chunk needs no copy.
    package func read(rows range: Range<Int>, into buffer: UnsafeMutableBufferPointer<Element>) throws {
        let total = range.count * rowElements
        precondition(range.lowerBound >= 0 && range.upperBound <= rows, "rows of the dataset")
        precondition(buffer.count >= total, "the buffer has one element for each that is read")
        guard let base = buffer.baseAddress, total > 0 else { return }
        for chunk in range.lowerBound / rowsPerChunk...(range.upperBound - 1) / rowsPerChunk {
            let first = chunk * rowsPerChunk
            let part = range.clamped(to: first..<min(rows, first + rowsPerChunk))
            let place = (part.lowerBound - range.lowerBound) * rowElements
            let target = UnsafeMutableBufferPointer(start: base + place, count: part.count * rowElements)
            // A whole chunk is read where it belongs; its checksum is overwritten by the next one.
            if part.count == rowsPerChunk, buffer.count - place >= chunkElements + (hasChecksum ? Self.room : 0) {
                let whole = UnsafeMutableRawBufferPointer(start: base + place, count: storedBytes)
                if try read(chunk: chunk, into: whole) { continue }
            } else if try readAside(chunk, rows: part.lowerBound - first, into: target) {
                continue
            }
            try readMissing(part, into: target)
        }
    }

    /// Reads a chunk beside the buffer and copies the rows from `row` on.
    private func readAside(
        _ chunk: Int, rows row: Int, into target: UnsafeMutableBufferPointer<Element>
    ) throws -> Bool {
        let bytes = UnsafeMutableRawBufferPointer.allocate(
            byteCount: storedBytes, alignment: MemoryLayout<Element>.alignment)
        defer { bytes.deallocate() }
        guard try read(chunk: chunk, into: bytes) else { return false }
        let start = row * rowElements * MemoryLayout<Element>.stride
        UnsafeMutableRawBufferPointer(target).copyMemory(
            from: UnsafeRawBufferPointer(rebasing: bytes[start...].prefix(target.count * MemoryLayout<Element>.stride)))
        return true
    }

    /// Reads a chunk as it stands in the file and checks it; false if it was never written.
    ///
    /// The size that the file gives is compared first: the library would write as much as the file says.
    private func read(chunk: Int, into bytes: UnsafeMutableRawBufferPointer) throws(HDF5Error) -> Bool {
        precondition(bytes.count == storedBytes, "the memory of a chunk and its checksum")
        let offset = offset(of: chunk)
        var stored: hsize_t = 0
        var mask: UInt32 = 0
        var isThere = false
        try HDF5Library.check(path) {
            // A chunk without an address is an error of this call, and so is a damaged index: the ordinary way of
            // reading, which follows then, tells them apart.
            guard H5Dget_chunk_storage_size(id, offset, &stored) >= 0, stored > 0 else {
                H5Eclear2(0)
                return herr_t(0)
            }
            isThere = true
            guard stored == hsize_t(bytes.count) else { return 0 }
            return H5Dread_chunk(id, chdf5_default(), offset, &mask, bytes.baseAddress)
        }
        guard isThere else { return false }
        guard stored == hsize_t(bytes.count), mask == 0 else {
            throw HDF5Error(
                "\(path): the chunk from row \(offset[0]) has \(stored) bytes and filter mask \(mask), expected"
                    + " \(bytes.count) and 0; the file is damaged")
        }
        guard hasChecksum else { return true }
        let checksum = Fletcher32.checksum(UnsafeRawBufferPointer(rebasing: bytes[..<chunkBytes]))
        let found = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: chunkBytes, as: UInt32.self))
        // Before 1.6.3 the library wrote the bytes of each half the other way round; it still reads them.
        let swapped = (checksum & 0x00ff_00ff) << 8 | (checksum & 0xff00_ff00) >> 8
        guard found == checksum || found == swapped else {
            throw HDF5Error("\(path): cannot be read (data error detected by Fletcher32 checksum)")
        }
        return true
    }

    /// Rows that the file has no chunk for are what the library says: the fill value, or an error.
    private func readMissing(_ part: Range<Int>, into target: UnsafeMutableBufferPointer<Element>) throws {
        let offset = [part.lowerBound] + shape.dropFirst().map { _ in 0 }
        let count = [part.count] + shape.dropFirst()
        let space = try HDF5Space.selection(
            inDataset: id, path: path, shape: shape, offset: offset, count: count, stride: nil)
        let memory = try HDF5Space.simple(count)
        try HDF5Library.check(path) {
            H5Dread(id, Element.memoryType, memory.id, space.id, chdf5_default(), target.baseAddress)
        }
    }

    // MARK: - Writing

    /// The checksums of the chunks that hold the rows, for `write`. Rows that the last chunk lacks are set to 0.
    ///
    /// - Parameters:
    ///   - range: From the first row of a chunk to the last row of one, or of the dataset.
    ///   - buffer: The rows, with space for whole chunks and `room` more.
    package func seal(rows range: Range<Int>, in buffer: UnsafeMutableBufferPointer<Element>) -> [UInt32] {
        let chunks = chunks(of: range, in: buffer)
        guard let base = buffer.baseAddress else { return [] }
        let used = range.count * rowElements
        UnsafeMutableRawPointer(base + used).initializeMemory(
            as: UInt8.self, repeating: 0,
            count: (chunks.count * chunkElements - used) * MemoryLayout<Element>.stride)
        guard hasChecksum else { return [] }
        return (0..<chunks.count).map {
            Fletcher32.checksum(UnsafeRawBufferPointer(start: base + $0 * chunkElements, count: chunkBytes))
        }
    }

    /// Writes whole chunks. Equal files come from equal orders of calls.
    ///
    /// - Parameters: as for `seal`, which gives `checksums`. The buffer is as it was afterwards.
    package func write(
        rows range: Range<Int>, from buffer: UnsafeMutableBufferPointer<Element>, checksums: [UInt32]
    ) throws(HDF5Error) {
        guard let base = buffer.baseAddress else { return }
        for (index, chunk) in chunks(of: range, in: buffer).enumerated() {
            let start = UnsafeMutableRawPointer(base + index * chunkElements)
            let offset = offset(of: chunk)
            // The checksum follows the chunk in the file: it takes the place of what follows in memory meanwhile.
            let after = start.loadUnaligned(fromByteOffset: chunkBytes, as: UInt32.self)
            if hasChecksum {
                start.storeBytes(of: checksums[index].littleEndian, toByteOffset: chunkBytes, as: UInt32.self)
            }
            defer { start.storeBytes(of: after, toByteOffset: chunkBytes, as: UInt32.self) }
            try HDF5Library.check(path, .write) {
                H5Dwrite_chunk(id, chdf5_default(), 0, offset, storedBytes, start)
            }
        }
    }

    private func chunks(of range: Range<Int>, in buffer: UnsafeMutableBufferPointer<Element>) -> Range<Int> {
        precondition(
            range.lowerBound % rowsPerChunk == 0
                && (range.upperBound % rowsPerChunk == 0 || range.upperBound == rows), "whole chunks")
        let chunks = range.lowerBound / rowsPerChunk..<(range.upperBound + rowsPerChunk - 1) / rowsPerChunk
        precondition(buffer.count >= chunks.count * chunkElements + Self.room, "space for whole chunks")
        return chunks
    }

    private func offset(of chunk: Int) -> [hsize_t] {
        [hsize_t(chunk * rowsPerChunk)] + shape.dropFirst().map { _ in 0 }
    }
}

extension HDF5Dataset {
    /// The chunks of this dataset as they stand in the file; nil if they are not blocks of whole rows, go through
    /// other filters than the checksum, or hold another type.
    package func rowChunks<Element: HDF5Element>(of element: Element.Type) throws -> HDF5RowChunks<Element>? {
        guard let chunkShape, !shape.isEmpty, count > 0, chunkShape.dropFirst() == shape.dropFirst(),
            declaredFilters.isEmpty || declaredFilters == [.fletcher32], elementKind == Element.hdf5Kind,
            UInt16(littleEndian: 1) == 1
        else { return nil }
        let id = handle.id
        let type = try HDF5Handle(.datatype, path) { H5Dget_type(id) }
        let creation = try HDF5Handle(.properties, path) { H5Dget_create_plist(id) }
        let typeID = type.id
        let creationID = creation.id
        var options: UInt32 = 0
        // Chunks at the edge may be stored without their filters.
        try HDF5Library.check(path) { H5Pget_chunk_opts(creationID, &options) }
        guard options == 0, HDF5Library.locked({ H5Tequal(typeID, Element.fileType) }) > 0 else { return nil }
        return HDF5RowChunks(
            id: id, path: path, shape: shape, rowsPerChunk: chunkShape[0], rowElements: rowElements,
            hasChecksum: !declaredFilters.isEmpty)
    }
}
