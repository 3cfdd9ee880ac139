import CHDF5

/// What a dataset's elements are.
package enum HDF5ElementKind: Sendable, Equatable {
    case integer(bytes: Int, signed: Bool)
    case real(bytes: Int)
    case string
    case other(String)

    package var isNumber: Bool {
        switch self {
        case .integer, .real: true
        case .string, .other: false
        }
    }
}

extension HDF5ElementKind: CustomStringConvertible {
    package var description: String {
        switch self {
        case .integer(let bytes, let signed): "\(signed ? "int" : "uint")\(8 * bytes)"
        case .real(let bytes): "float\(8 * bytes)"
        case .string: "string"
        case .other(let name): name
        }
    }
}

/// A number that datasets and attributes hold: in memory as Swift has it, in the file little-endian.
package protocol HDF5Element: BitwiseCopyable, Sendable, Numeric {
    static var hdf5Kind: HDF5ElementKind { get }
}

extension HDF5Element where Self: FixedWidthInteger {
    package static var hdf5Kind: HDF5ElementKind {
        .integer(bytes: MemoryLayout<Self>.size, signed: isSigned)
    }
}

extension Int8: HDF5Element {}
extension Int16: HDF5Element {}
extension Int32: HDF5Element {}
extension Int64: HDF5Element {}
extension Int: HDF5Element {}
extension UInt8: HDF5Element {}
extension UInt16: HDF5Element {}
extension UInt32: HDF5Element {}
extension UInt64: HDF5Element {}
extension UInt: HDF5Element {}

extension Float: HDF5Element {
    package static var hdf5Kind: HDF5ElementKind { .real(bytes: 4) }
}

extension Double: HDF5Element {
    package static var hdf5Kind: HDF5ElementKind { .real(bytes: 8) }
}

extension HDF5Element {
    /// The library's type for this element in memory. Owned by the library; never closed.
    static var memoryType: hid_t {
        switch hdf5Kind {
        case .integer(1, true): chdf5_memory_int8()
        case .integer(2, true): chdf5_memory_int16()
        case .integer(4, true): chdf5_memory_int32()
        case .integer(8, true): chdf5_memory_int64()
        case .integer(1, false): chdf5_memory_uint8()
        case .integer(2, false): chdf5_memory_uint16()
        case .integer(4, false): chdf5_memory_uint32()
        case .integer(8, false): chdf5_memory_uint64()
        case .real(4): chdf5_memory_float()
        case .real(8): chdf5_memory_double()
        default: preconditionFailure("\(Self.self) is not a number of 1, 2, 4 or 8 bytes")
        }
    }

    /// The library's type for this element in a file: little-endian.
    static var fileType: hid_t {
        switch hdf5Kind {
        case .integer(1, true): chdf5_file_int8()
        case .integer(2, true): chdf5_file_int16()
        case .integer(4, true): chdf5_file_int32()
        case .integer(8, true): chdf5_file_int64()
        case .integer(1, false): chdf5_file_uint8()
        case .integer(2, false): chdf5_file_uint16()
        case .integer(4, false): chdf5_file_uint32()
        case .integer(8, false): chdf5_file_uint64()
        case .real(4): chdf5_file_float()
        case .real(8): chdf5_file_double()
        default: preconditionFailure("\(Self.self) is not a number of 1, 2, 4 or 8 bytes")
        }
    }
}

/// Reads what the elements of a type in a file are. Booleans (h5py's two-valued enumeration) are integers; complex numbers
/// (a compound of r and i, as h5py and others write them) are called so.
func elementKind(ofType type: hid_t) -> HDF5ElementKind {
    HDF5Library.locked {
        let bytes = H5Tget_size(type)
        switch H5Tget_class(type) {
        case H5T_INTEGER:
            return .integer(bytes: bytes, signed: H5Tget_sign(type) == H5T_SGN_2)
        case H5T_ENUM:
            let base = H5Tget_super(type)
            defer { H5Tclose(base) }
            return .integer(bytes: bytes, signed: H5Tget_sign(base) == H5T_SGN_2)
        case H5T_FLOAT: return .real(bytes: bytes)
        case H5T_STRING: return .string
        case H5T_COMPOUND: return .other(isComplex(type) ? "complex numbers" : "compound values")
        case H5T_ARRAY: return .other("arrays")
        case H5T_VLEN: return .other("sequences of variable length")
        case H5T_REFERENCE: return .other("references")
        case H5T_OPAQUE: return .other("opaque values")
        case H5T_BITFIELD: return .other("bit fields")
        case H5T_TIME: return .other("times")
        default: return .other("values of an unknown type")
        }
    }
}

private func isComplex(_ type: hid_t) -> Bool {
    H5Tget_nmembers(type) == 2 && H5Tget_member_index(type, "r") == 0 && H5Tget_member_index(type, "i") == 1
}

/// Whether a type is the one-byte bit field in which PyTables and HDF5.jl keep booleans.
func isBoolean(bitFieldType type: hid_t) -> Bool {
    HDF5Library.locked { H5Tget_class(type) == H5T_BITFIELD && H5Tget_size(type) == 1 }
}
