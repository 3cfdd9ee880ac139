import CHDF5

/// Reading numbers. They are converted to the element asked for; one that does not fit an integer type is an error.
extension HDF5Dataset {
    /// The most bytes that a whole dataset may take in memory unless the caller says otherwise: 4 GiB.
    package static let defaultLimit = 1 << 32

    /// Reads everything, row by row.
    ///
    /// - Parameter limit: The most bytes that the result may take.
    package func read<Element: HDF5Element>(
        as element: Element.Type, limit: Int = defaultLimit
    ) throws -> [Element] {
        try requireNumbers()
        try requireStored(bytesPerElement: MemoryLayout<Element>.size, limit: limit)
        return try [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
            let whole = UnsafeMutableBufferPointer(rebasing: buffer[..<count])
            try read(offset: shape.map { _ in 0 }, count: shape, into: whole)
            initialized = count
        }
    }

    /// Reads a block of rows: indices of the first axis, with everything below them.
    package func read<Element: HDF5Element>(
        rows: Range<Int>, into buffer: UnsafeMutableBufferPointer<Element>
    ) throws {
        let (offset, count) = rowBlock(rows)
        try read(offset: offset, count: count, into: buffer)
    }

    /// Reads a rectangle, row by row.
    ///
    /// - Parameters:
    ///   - offset: First index on each axis.
    ///   - count: How many on each axis.
    ///   - stride: Distance of neighbours on each axis; 1 unless given.
    ///   - buffer: As many elements as the product of `count`.
    package func read<Element: HDF5Element>(
        offset: [Int], count: [Int], stride: [Int]? = nil, into buffer: UnsafeMutableBufferPointer<Element>
    ) throws {
        try requireNumbers()
        let total = count.reduce(1, *)
        precondition(buffer.count == total, "the buffer has one element for each that is read")
        guard total > 0 else { return }
        if stride == nil, let chunks = try wholeRows(offset, count, of: Element.self) {
            return try chunks.read(rows: offset[0]..<offset[0] + count[0], into: buffer)
        }
        let space = try HDF5Space.selection(in: self, offset: offset, count: count, stride: stride)
        // The same axes in memory as in the file: other shapes make the library walk element by element.
        let memory = try HDF5Space.simple(count)
        if hasBitFields { return try readBits(space.id, memory.id, into: buffer) }
        let transfer = try HDF5Properties.transfer()
        let refused = RefusedConversion()
        if case .integer = Element.hdf5Kind, elementKind != Element.hdf5Kind {
            try refused.watch(transfer.id)
        }
        let (id, spaceID, memoryID, transferID) = (handle.id, space.id, memory.id, transfer.id)
        do {
            try HDF5Library.check(path) {
                H5Dread(id, Element.memoryType, memoryID, spaceID, transferID, buffer.baseAddress)
            }
        } catch {
            throw refused.happened
                ? HDF5Error(
                    "\(path): holds \(elementKind) values that do not fit \(Element.hdf5Kind)", valuesDoNotFit: true)
                : error
        }
    }

    /// Reads bit fields, which the library converts to no number.
    private func readBits<Element: HDF5Element>(
        _ space: hid_t, _ memory: hid_t, into buffer: UnsafeMutableBufferPointer<Element>
    ) throws {
        var bytes = [UInt8](repeating: 0, count: buffer.count)
        let id = handle.id
        try HDF5Library.check(path) {
            H5Dread(id, chdf5_memory_bits8(), memory, space, chdf5_default(), &bytes)
        }
        for (index, byte) in bytes.enumerated() {
            guard let number = Element(exactly: byte) else {
                throw HDF5Error(
                    "\(path): holds \(elementKind) values that do not fit \(Element.hdf5Kind)", valuesDoNotFit: true)
            }
            buffer[index] = number
        }
    }

    /// The chunks that a rectangle can be read from as they are: it consists of whole rows, and so do they.
    private func wholeRows<Element: HDF5Element>(
        _ offset: [Int], _ count: [Int], of element: Element.Type
    ) throws -> HDF5RowChunks<Element>? {
        guard let first = offset.first, offset.count == shape.count, count.count == shape.count,
            count.dropFirst() == shape.dropFirst(), offset.dropFirst().allSatisfy({ $0 == 0 }),
            first >= 0, count[0] <= shape[0], first <= shape[0] - count[0]
        else { return nil }
        return try rowChunks(of: Element.self)
    }

    /// The rectangle of a block of rows.
    func rowBlock(_ rows: Range<Int>) -> (offset: [Int], count: [Int]) {
        precondition(!shape.isEmpty, "\(path) is a single value: it has no rows")
        return (
            [rows.lowerBound] + shape.dropFirst().map { _ in 0 },
            [rows.count] + shape.dropFirst()
        )
    }

    func requireNumbers() throws(HDF5Error) {
        guard elementKind.isNumber else { throw HDF5Error("\(path): holds \(elementKind), expected numbers") }
    }

    /// Throws if the declared size is beyond the limit, or cannot be what the file stores.
    ///
    /// A few bytes can declare any shape. Deflate shrinks data at most 1032 times, so a dataset that claims more
    /// than that was never written. Small ones are left alone: what is missing is the fill value.
    package func requireStored(bytesPerElement: Int, limit: Int = .max) throws(HDF5Error) {
        let (bytes, overflow) = count.multipliedReportingOverflow(by: max(bytesPerElement, elementBytes))
        guard !overflow, bytes <= limit else {
            throw HDF5Error(
                "\(path): \(describe(shape)) elements take more than the \(limit) bytes that are read at once"
            )
        }
        guard bytes > 16 << 20 else { return }
        let stored = try storedBytes()
        guard count / 1_100 <= stored / elementBytes else {
            throw HDF5Error("\(path): declares \(describe(shape)) elements but stores only \(stored) bytes")
        }
    }

    /// Bytes that the data take in the file. Throws if they are said to be more than the file has.
    package func storedBytes() throws(HDF5Error) -> Int {
        let id = handle.id
        let stored = HDF5Library.locked { H5Dget_storage_size(id) }
        let file = try HDF5Handle(.file, path) { H5Iget_file_id(id) }
        var size: hsize_t = 0
        try HDF5Library.check(path) { H5Fget_filesize(file.id, &size) }
        try file.close()
        guard stored <= size else {
            throw HDF5Error("\(path): claims \(stored) bytes in a file of \(size); the file is damaged")
        }
        return Int(stored)
    }
}

/// Remembers that a number did not fit the type that was asked for, and makes the read fail.
private final class RefusedConversion {
    private(set) var happened = false

    func watch(_ transfer: hid_t) throws(HDF5Error) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        try HDF5Library.check("property list") {
            H5Pset_type_conv_cb(
                transfer,
                { exception, _, _, _, _, context in
                    // An integer that a float holds only roughly is fine the other way round; all else is not.
                    guard exception != H5T_CONV_EXCEPT_PRECISION, let context else {
                        return H5T_CONV_UNHANDLED
                    }
                    Unmanaged<RefusedConversion>.fromOpaque(context).takeUnretainedValue().happened = true
                    return H5T_CONV_ABORT
                }, context)
        }
    }
}
