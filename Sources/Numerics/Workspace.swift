/// Memory of fixed size for the inside of a kernel: no checks, no copies, freed with its owner.
@usableFromInline package final class Workspace<Element: BitwiseCopyable> {
    private let memory: UnsafeMutableRawPointer
    @usableFromInline package let base: UnsafeMutablePointer<Element>
    @usableFromInline package let count: Int

    /// Memory that is written before it is read; it begins with a line of the cache, which a vector then never crosses.
    @usableFromInline package init(count: Int) {
        let line = 64
        let bytes = max(1, count) * MemoryLayout<Element>.stride
        // Memory that the system's allocator aligns itself goes back to the system at once, and comes back page by page.
        memory = .allocate(byteCount: bytes + line, alignment: MemoryLayout<Element>.alignment)
        base = memory.alignedUp(toMultipleOf: line).bindMemory(to: Element.self, capacity: max(1, count))
        self.count = count
    }

    @usableFromInline package convenience init(repeating value: Element, count: Int) {
        self.init(count: count)
        base.initialize(repeating: value, count: max(1, count))
    }

    /// A copy of an array.
    @usableFromInline package convenience init(_ values: [Element]) {
        self.init(count: values.count)
        values.withUnsafeBufferPointer { source in
            if let first = source.baseAddress { base.update(from: first, count: values.count) }
        }
    }

    deinit { memory.deallocate() }

    /// The values as an array.
    @usableFromInline package var array: [Element] { Array(UnsafeBufferPointer(start: base, count: count)) }
}
