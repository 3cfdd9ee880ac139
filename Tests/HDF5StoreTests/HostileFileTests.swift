import CHDF5
import TestSupport
import Testing

@testable import HDF5Store

/// Files that would make us read other files, load code or take all memory. Each is one sentence.
@Suite struct HostileFileTests {
    /// What reading `/a` as numbers says.
    private func refusal(_ make: (hid_t) -> Void) throws -> String? {
        let scratch = try Scratch()
        HostileFile.make(scratch.path("a.h5"), make)
        let file = try HDF5File.open(at: scratch.path("a.h5"))
        let text = message { _ = try file.root { try $0.dataset("a") { try $0.read(as: Float.self) } } }
        try file.close()
        return text
    }

    @Test func linkToAnotherFile() throws {
        let scratch = try Scratch()
        HostileFile.make(scratch.path("secret.h5")) { HostileFile.dataset($0, "a", [1]) }
        let secret = scratch.path("secret.h5")
        let sentence = "/a: is a link to another file; copy the data into this one"
        #expect(try refusal { H5Lcreate_external(secret, "/a", $0, "a", 0, 0) } == sentence)
        let behindSoftLink = try refusal { file in
            H5Lcreate_external(secret, "/a", file, "b", 0, 0)
            H5Lcreate_soft("/b", file, "a", 0, 0)
        }
        #expect(behindSoftLink == sentence)
        let onTheWay = try refusal { file in
            H5Lcreate_external(secret, "/", file, "b", 0, 0)
            H5Lcreate_soft("b/a", file, "a", 0, 0)
        }
        #expect(onTheWay == sentence)
    }

    @Test func linkToAnotherFileIsOfOtherKind() throws {
        let scratch = try Scratch()
        HostileFile.make(scratch.path("a.h5")) { file in
            H5Lcreate_external("none.h5", "/a", file, "a", 0, 0)
            H5Lcreate_soft("/none", file, "b", 0, 0)
        }
        let file = try HDF5File.open(at: scratch.path("a.h5"))
        try file.root { root throws in
            #expect(try root.kind(of: "a") == .other)
            #expect(try root.kind(of: "b") == .other)
            #expect(try root.childNames() == ["a", "b"])
        }
        try file.close()
    }

    @Test func linksThatLeadNowhere() throws {
        #expect(
            try refusal { H5Lcreate_soft("/none", $0, "a", 0, 0) } == "/a: no such group or dataset")
        let circle = try refusal { file in
            H5Lcreate_soft("/b", file, "a", 0, 0)
            H5Lcreate_soft("/a", file, "b", 0, 0)
        }
        #expect(circle == "/a: soft links lead in a circle")
    }

    @Test func virtualDataset() throws {
        let text = try refusal { file in
            HostileFile.withCreation { list in
                let space = H5Screate_simple(1, [4], nil)
                H5Pset_virtual(list, space, "other.h5", "/a", space)
                HostileFile.dataset(file, "a", [4], creation: list)
                H5Sclose(space)
            }
        }
        #expect(text == "/a: is a virtual dataset, whose data lie in other files; copy them into this one")
    }

    @Test func dataInAnotherFile() throws {
        let text = try refusal { file in
            HostileFile.withCreation { list in
                H5Pset_external(list, "/etc/hostname", 0, 16)
                HostileFile.dataset(file, "a", [4], creation: list)
            }
        }
        #expect(text == "/a: its data lie in another file; copy them into this one")
    }

    @Test func foreignFilter() throws {
        let text = try refusal { file in
            HostileFile.withCreation { list in
                H5Pset_chunk(list, 1, [4])
                H5Pset_filter(list, 32_000, UInt32(H5Z_FLAG_OPTIONAL), 0, nil)
                HostileFile.dataset(file, "a", [4], creation: list)
            }
        }
        #expect(
            text?.hasPrefix(
                "/a: needs filter 32000, which is not part of HDF5; store it anew with Python: import h5py; f = h5py.File("
            ) == true)
    }

    /// A file of a few hundred bytes that declares 2^60 numbers, in blocks and in chunks.
    @Test(arguments: [nil, hsize_t(1 << 16)])
    func declaredWithoutData(chunk: hsize_t?) throws {
        let text = try refusal { file in
            HostileFile.withCreation { list in
                if let chunk { H5Pset_chunk(list, 1, [chunk]) }
                HostileFile.dataset(file, "a", [1 << 50], creation: list)
            }
        }
        #expect(
            text == "/a: 1125899906842624 elements take more than the 4294967296 bytes that are read at once")
    }

    /// Below the limit, but nothing of it was written.
    @Test func declaredBelowTheLimitWithoutData() throws {
        let text = try refusal { HostileFile.dataset($0, "a", [20_000, 20_000]) }
        #expect(text == "/a: declares 20000×20000 elements but stores only 0 bytes")
    }

    @Test func moreElementsThanCount() throws {
        let text = try refusal { file in
            HostileFile.withCreation { list in
                H5Pset_chunk(list, 2, [16, 16])
                HostileFile.dataset(file, "a", [1 << 31, 1 << 31], creation: list)
            }
        }
        #expect(text == "/a: declares more elements than any memory holds")
    }

    /// Zeros compress a thousandfold: a chunk must not take all memory before it is read.
    @Test func hugeChunk() throws {
        let text = try refusal { file in
            HostileFile.withCreation { list in
                H5Pset_chunk(list, 1, [1 << 27])
                HostileFile.dataset(file, "a", [1 << 27], creation: list)
            }
        }
        #expect(
            text == "/a: chunks of 134217728 elements are larger than 256 MiB;"
                + " rewrite it with smaller ones (h5repack -l)")
    }

    @Test func attributeOfManyStrings() throws {
        let scratch = try Scratch()
        HostileFile.make(scratch.path("a.h5")) { file in
            let space = H5Screate_simple(1, [5_000], nil)
            HostileFile.withFixedString(4, H5T_STR_NULLPAD) { type in
                H5Aclose(H5Acreate2(file, "a", type, space, 0, 0))
            }
            H5Sclose(space)
        }
        let file = try HDF5File.open(at: scratch.path("a.h5"))
        let text = message { _ = try file.root { try $0.attribute("a") } }
        try file.close()
        #expect(text == "/@a: 5000 strings are more than an attribute may hold")
    }
}
