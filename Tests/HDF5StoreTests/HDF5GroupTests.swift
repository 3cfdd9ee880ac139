import HDF5Store
import TestSupport
import Testing

@Suite struct HDF5GroupTests {
    @Test func namesAreSorted() throws {
        let file = try HDF5File.createInMemory()
        try file.root { root throws in
            for name in ["zebra", "B", "a", "é", "a b"] { try root.createGroup(name) { _ in } }
            #expect(try root.childNames() == ["B", "a", "a b", "zebra", "é"])
            #expect(try root.group("a") { try $0.childNames() } == [])
        }
        try file.close()
    }

    @Test func kinds() throws {
        let file = try HDF5File.open(image: try SampleFile.image())
        try file.root { root throws in
            #expect(try root.kind(of: "training") == .group)
            #expect(try root.kind(of: "weights") == .dataset)
            #expect(try root.kind(of: "training/energy") == .dataset)
            #expect(try root.kind(of: "/training/energy") == .dataset)
            #expect(try root.kind(of: "none") == nil)
            #expect(try root.kind(of: "weights/none") == nil)
            #expect(try root.kind(of: "none/none") == nil)
            #expect(root.contains("training/energy") == true)
            #expect(root.contains("training/none") == false)
        }
        try file.close()
    }

    @Test func pathsAreThoseInTheFile() throws {
        let file = try HDF5File.open(image: try SampleFile.image())
        try file.root { root throws in
            #expect(root.path == "/")
            try root.group("training") { group in
                #expect(group.path == "/training")
                let inside = try group.dataset("energy") { $0.path }
                #expect(inside == "/training/energy")
                let absolute = try group.dataset("/weights") { $0.path }
                #expect(absolute == "/weights")
            }
        }
        try file.close()
    }

    @Test func errorsNameTheObject() throws {
        let file = try HDF5File.open(image: try SampleFile.image())
        try file.root { root throws in
            let missing = message { try root.dataset("none") { _ in } }
            #expect(missing == "/none: no such group or dataset")
            let inside = message { try root.group("training") { try $0.dataset("none") { _ in } } }
            #expect(inside == "/training/none: no such group or dataset")
            let wrong = message { try root.dataset("training") { _ in } }
            #expect(wrong?.hasPrefix("/training: ") == true)
        }
        try file.close()
    }

    @Test func nothingIsReplaced() throws {
        let file = try HDF5File.createInMemory()
        try file.root { root throws in
            try root.createGroup("a") { _ in }
            let text = message { try root.createDataset("a", of: Float.self, shape: [2]) { _ in } }
            #expect(text?.hasPrefix("/a: ") == true)
            #expect(text?.contains("exists") == true)
        }
        try file.close()
    }

    @Test func aFileOpenedForReadingIsNotWritten() throws {
        let scratch = try Scratch()
        try scratch.write(try SampleFile.image(), to: "a.h5")
        let file = try HDF5File.open(at: scratch.path("a.h5"))
        try file.root { root throws in
            let text = message { try root.createGroup("new") { _ in } }
            #expect(text?.hasPrefix("/new: ") == true)
        }
        try file.close()
        #expect((try scratch.bytes("a.h5") == SampleFile.image()) as Bool)
    }
}
