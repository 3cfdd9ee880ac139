import CHDF5
import TestSupport
import Testing

@testable import HDF5Store

/// Files of other programs: types and shapes that we do not write but read.
@Suite struct ForeignFileTests {
    private func open<R>(
        _ make: (hid_t) -> Void, _ body: (borrowing HDF5Group) throws -> R
    ) throws -> R {
        let scratch = try Scratch()
        HostileFile.make(scratch.path("a.h5"), make)
        let file = try HDF5File.open(at: scratch.path("a.h5"))
        let result = try file.root(body)
        try file.close()
        return result
    }

    @Test func bigEndian() throws {
        let bytes: [UInt8] = [0, 1, 255, 254]
        let values = try open { file in
            let type = H5Tcopy(chdf5_file_int16())
            H5Tset_order(type, H5T_ORDER_BE)
            HostileFile.dataset(file, "a", [2], type: type, data: bytes)
            H5Tclose(type)
        } _: {
            try $0.dataset("a") { try $0.read(as: Int.self) }
        }
        #expect(values == [1, -2])
    }

    @Test func truthValues() throws {
        let bytes: [UInt8] = [1, 0, 1]
        try open { file in
            HostileFile.withBoolean { HostileFile.dataset(file, "a", [3], type: $0, data: bytes) }
        } _: { root in
            try root.dataset("a") { dataset in
                #expect(dataset.elementKind == .integer(bytes: 1, signed: true))
                let values = try dataset.read(as: Float.self)
                #expect(values == [1, 0, 1])
            }
        }
    }

    @Test func fixedStrings() throws {
        let bytes = Array("ab\0\0abcd".utf8)
        let padded = Array("ab  abcd".utf8)
        let (nulls, spaces) = try open { file in
            HostileFile.withFixedString(4, H5T_STR_NULLPAD) {
                HostileFile.dataset(file, "nulls", [2], type: $0, data: bytes)
            }
            HostileFile.withFixedString(4, H5T_STR_SPACEPAD) {
                HostileFile.dataset(file, "spaces", [2], type: $0, data: padded)
            }
        } _: { root in
            (
                try root.dataset("nulls") { try $0.readStrings() },
                try root.dataset("spaces") { try $0.readStrings() }
            )
        }
        #expect(nulls == ["ab", "abcd"])
        #expect(spaces == ["ab", "abcd"])
    }

    @Test func tableOfStrings() throws {
        let text = message {
            try open { file in
                HostileFile.withFixedString(4, H5T_STR_NULLPAD) {
                    HostileFile.dataset(file, "a", [2, 3], type: $0)
                }
            } _: {
                try $0.dataset("a") { _ = try $0.readStrings() }
            }
        }
        #expect(text == "/a: holds 2×3 strings, expected a list")
    }

    @Test func declaredToHoldNothing() throws {
        try open {
            HostileFile.dataset($0, "a", [])
        } _: { root in
            try root.dataset("a") { dataset in
                #expect(dataset.shape == [0])
                let values = try dataset.read(as: Float.self)
                #expect(values == [])
            }
        }
    }

    @Test func neverWritten() throws {
        let values = try open {
            HostileFile.dataset($0, "a", [2, 3])
        } _: { root in
            try root.dataset("a") { try $0.read(as: Float.self) }
        }
        #expect(values == [0, 0, 0, 0, 0, 0])
    }

    @Test func recordsAreNamed() throws {
        let text = message {
            try open { file in
                let type = H5Tcreate(H5T_COMPOUND, 8)
                H5Tinsert(type, "x", 0, chdf5_file_float())
                HostileFile.dataset(file, "a", [2], type: type)
                H5Tclose(type)
            } _: {
                try $0.dataset("a") { _ = try $0.read(as: Float.self) }
            }
        }
        #expect(text == "/a: holds compound values, expected numbers")
    }

    @Test func softLinkInsideTheFile() throws {
        let bytes: [Float] = [1, 2]
        let values = try open { file in
            HostileFile.dataset(file, "a", [2], data: bytes)
            H5Gclose(H5Gcreate2(file, "g", 0, 0, 0))
            H5Lcreate_soft("/a", file, "g/absolute", 0, 0)
            H5Lcreate_soft("g/absolute", file, "relative", 0, 0)
        } _: {
            try $0.dataset("relative") { try $0.read(as: Float.self) }
        }
        #expect(values == [1, 2])
    }
}
