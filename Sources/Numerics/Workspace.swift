/// Memory of fixed size for the inside of a kernel: no checks, no copies, freed with its owner.
public final class Workspace<Element: BitwiseCopyable> {
    public let base: UnsafeMutablePointer<Element>
    public let count: Int

    /// Memory that is written before it is read.
    public init(count: Int) {
        base = .allocate(capacity: max(1, count))
        self.count = count
    }

    public convenience init(repeating value: Element, count: Int) {
        self.init(count: count)
        base.initialize(repeating: value, count: max(1, count))
    }

    deinit { base.deallocate() }

    /// The values as an array.
    public var array: [Element] { Array(UnsafeBufferPointer(start: base, count: count)) }
}
