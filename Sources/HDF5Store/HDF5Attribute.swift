/// What an attribute holds.
package enum HDF5Value: Sendable, Equatable {
    case string(String)
    case strings([String])
    case integers([Int64])
    /// Integers of which one is beyond `Int64`.
    case unsignedIntegers([UInt64])
    case reals([Double])
    /// One truth value: h5py's enumeration of FALSE and TRUE.
    case truth(Bool)
    /// Something that is neither text nor number, such as a reference; by name.
    case other(String)
}

/// An attribute as it was read.
package struct HDF5Attribute: Sendable, Equatable {
    package let value: HDF5Value
    /// Extent of each axis; empty for a single value.
    package let shape: [Int]

    package var isScalar: Bool { shape.isEmpty }

    /// The text, if it is one string.
    package var string: String? {
        switch value {
        case .string(let text): text
        case .strings(let list) where list.count == 1: list[0]
        default: nil
        }
    }

    /// All strings, if it is text.
    package var strings: [String]? {
        switch value {
        case .string(let text): [text]
        case .strings(let list): list
        default: nil
        }
    }

    /// The number, if it is one integer that `Int` holds.
    package var int: Int? {
        ints.flatMap { $0.count == 1 ? $0[0] : nil }
    }

    /// All numbers, if they are integers that `Int` holds.
    package var ints: [Int]? {
        switch value {
        case .integers(let list): list.map { Int($0) }
        case .truth(let truth): [truth ? 1 : 0]
        default: nil
        }
    }

    /// The number, if it is one integer of 0 or more.
    package var uint64: UInt64? {
        switch value {
        case .integers(let list) where list.count == 1: UInt64(exactly: list[0])
        case .unsignedIntegers(let list) where list.count == 1: list[0]
        default: nil
        }
    }

    /// The number, if it is one, whole or not.
    package var double: Double? {
        doubles.flatMap { $0.count == 1 ? $0[0] : nil }
    }

    /// All numbers.
    package var doubles: [Double]? {
        switch value {
        case .reals(let list): list
        case .unsignedIntegers(let list): list.map { Double($0) }
        default: ints.map { $0.map(Double.init) }
        }
    }

    /// The truth value, if it is 0 or 1.
    package var bool: Bool? {
        switch int {
        case 0: false
        case 1: true
        default: nil
        }
    }
}
