/// Reading everything once, to see whether it can be read.
extension HDF5File {
    /// What is wrong with the file: a sentence for each group, dataset and attribute that cannot be read. Checksums
    /// are checked by reading.
    ///
    /// - Parameter numberBytes: Datasets of numbers that take more bytes in the file are only opened.
    package borrowing func problems(readingNumbersUpTo numberBytes: Int = .max) -> [String] {
        var verification = HDF5Verification(numberBytes: numberBytes)
        do {
            try root { try verification.visit($0, depth: 0) }
        } catch {
            verification.problems.append("\(error)")
        }
        return verification.problems
    }

    /// How many elements the datasets declare that are stored, all together; of what cannot be opened, none.
    package borrowing func elementCount() -> Int {
        var count = ElementCount()
        try? root { count.visit($0, depth: 0) }
        return count.total
    }
}

/// The sum of the elements of all datasets.
private struct ElementCount {
    var total = 0
    /// Groups may contain themselves: a bound on the steps.
    private var stepsLeft = 100_000

    mutating func visit(_ group: borrowing HDF5Group, depth: Int) {
        guard depth < 64, let names = try? group.childNames() else { return }
        for name in names where stepsLeft > 0 {
            stepsLeft -= 1
            switch try? group.kind(of: name) {
            case .group?: try? group.group(name) { visit($0, depth: depth + 1) }
            case .dataset?:
                try? group.dataset(name) { dataset in
                    // What was never stored is not read.
                    try dataset.requireStored(bytesPerElement: 1)
                    total = total.addingReportingOverflow(dataset.count).overflow ? .max : total + dataset.count
                }
            default: break
            }
        }
    }
}

private struct HDF5Verification {
    let numberBytes: Int
    var problems: [String] = []
    /// Groups may contain themselves: a bound on the steps, beyond what any archive has.
    private var stepsLeft = 1_000_000

    init(numberBytes: Int) {
        self.numberBytes = numberBytes
    }

    mutating func visit(_ group: borrowing HDF5Group, depth: Int) throws {
        guard depth < 64, stepsLeft > 0 else {
            throw HDF5Error("\(group.path): groups are nested too deeply")
        }
        visitAttributes(of: group)
        for name in try group.childNames() {
            stepsLeft -= 1
            do {
                switch try group.kind(of: name) {
                case .group: try group.group(name) { try visit($0, depth: depth + 1) }
                case .dataset: try group.dataset(name) { try visit($0) }
                case .other, nil: try group.requireLocal(name)
                }
            } catch {
                problems.append("\(error)")
            }
        }
    }

    private mutating func visitAttributes<Holder: HDF5AttributeHolder & ~Copyable>(
        of holder: borrowing Holder
    ) {
        do {
            for name in try holder.attributeNames() {
                do {
                    _ = try holder.attribute(name)
                } catch {
                    problems.append("\(error)")
                }
            }
        } catch {
            problems.append("\(error)")
        }
    }

    private mutating func visit(_ dataset: borrowing HDF5Dataset) throws {
        visitAttributes(of: dataset)
        switch dataset.elementKind {
        case .string: _ = try dataset.readStrings()
        case .integer(_, true): try readBlocks(of: dataset, as: Int64.self)
        case .integer(_, false): try readBlocks(of: dataset, as: UInt64.self)
        case .real: try readBlocks(of: dataset, as: Double.self)
        case .other: break
        }
    }

    /// Reads chunk by chunk, or in blocks of similar size if there are none.
    private func readBlocks<Element: HDF5Element & Numeric>(
        of dataset: borrowing HDF5Dataset, as element: Element.Type
    ) throws {
        try dataset.requireStored(bytesPerElement: 1, limit: .max)
        let shape = dataset.shape
        guard dataset.count > 0, try dataset.storedBytes() <= numberBytes else { return }
        let block =
            dataset.chunkShape
            ?? HDF5Layout.automaticChunk(shape: shape, elementBytes: max(dataset.elementBytes, 8))
        var values = [Element](repeating: 0, count: block.reduce(1, *))
        var offset = shape.map { _ in 0 }
        repeat {
            let count = shape.indices.map { min(block[$0], shape[$0] - offset[$0]) }
            let total = count.reduce(1, *)
            try values.withUnsafeMutableBufferPointer {
                try dataset.read(
                    offset: offset, count: count, into: UnsafeMutableBufferPointer(rebasing: $0[..<total]))
            }
        } while advance(&offset, by: block, in: shape)
    }

    /// The next block, last axis first; false after the last one.
    private func advance(_ offset: inout [Int], by block: [Int], in shape: [Int]) -> Bool {
        for axis in shape.indices.reversed() {
            offset[axis] += block[axis]
            if offset[axis] < shape[axis] { return true }
            offset[axis] = 0
        }
        return false
    }
}
