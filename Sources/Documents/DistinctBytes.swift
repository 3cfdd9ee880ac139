extension Collection where Element: FixedWidthInteger {
    /// Each value once, in the order of its bits: a walk without a comparison.
    ///
    /// - Precondition: elements of one byte.
    var distinctBytes: [Element] {
        precondition(Element.bitWidth == 8, "elements of one byte")
        var isFound = [Bool](repeating: false, count: 256)
        isFound.withUnsafeMutableBufferPointer { isFound in
            let note = { (values: UnsafeBufferPointer<Element>) in
                for value in values { isFound[Int(UInt8(truncatingIfNeeded: value))] = true }
            }
            if withContiguousStorageIfAvailable(note) == nil {
                for value in self { isFound[Int(UInt8(truncatingIfNeeded: value))] = true }
            }
        }
        return (0..<256).filter { isFound[$0] }.map { Element(truncatingIfNeeded: $0) }
    }
}
