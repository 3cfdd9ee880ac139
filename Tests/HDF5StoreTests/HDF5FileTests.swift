import CHDF5
import TestSupport
import Testing

@testable import HDF5Store

@Suite struct HDF5FileTests {
    @Test func versionIsThatOfTheLibrary() {
        let parts = HDF5Library.version.split(separator: ".")
        #expect(parts.count == 3)
        #expect(parts.first == "1" || parts.first == "2")
    }

    @Test func contentsComeBackFromDisk() throws {
        let scratch = try Scratch()
        let file = try HDF5File.create(at: scratch.path("a.h5"))
        try SampleFile.write(file)
        try file.close()
        let again = try HDF5File.open(at: scratch.path("a.h5"))
        let contents = try SampleFile.read(again)
        try again.close()
        #expect(contents.names == SampleFile.names)
        #expect((contents.weights == SampleFile.weights) as Bool)
        #expect(contents.energy == [-1, -2, -2.5])
        #expect(contents.parameters == (0..<12).map { $0 })
    }

    @Test func contentsComeBackFromAnImage() throws {
        let file = try HDF5File.open(image: try SampleFile.image())
        let contents = try SampleFile.read(file)
        try file.close()
        #expect(contents.names == SampleFile.names)
        #expect((contents.weights == SampleFile.weights) as Bool)
    }

    /// What a stream brings after the end of the file is seen as it is in a file.
    @Test func bytesAfterTheEndOfAnImage() throws {
        let image = try SampleFile.image()
        for extra in [[], [0], image] {
            let file = try HDF5File.open(image: image + extra)
            #expect(try file.bytesAfterEnd() == (extra.isEmpty ? nil : extra.count))
            try file.close()
        }
    }

    @Test func imageHasTheBytesOfTheFile() throws {
        let scratch = try Scratch()
        let file = try HDF5File.create(at: scratch.path("a.h5"))
        try SampleFile.write(file)
        try file.close()
        let disk = try scratch.bytes("a.h5")
        let image = try SampleFile.image()
        #expect(disk.count > 10_000)
        #expect((disk == image) as Bool)
    }

    @Test func emptyImageHasTheBytesOfAnEmptyFile() throws {
        let scratch = try Scratch()
        try HDF5File.create(at: scratch.path("a.h5")).close()
        let image = try HDF5File.createInMemory().image()
        #expect(try scratch.bytes("a.h5") == image)
    }

    /// Equal writes give equal bytes at any time: no object of the file holds one.
    @Test func objectsHoldNoTimes() throws {
        let file = try HDF5File.open(image: SampleFile.image())
        let tracked = try file.root { root in
            try ["names", "weights", "post", "training/energy"].map { name in
                try root.dataset(name) { try tracksTimes(H5Dget_create_plist($0.objectIdentifier)) }
            } + [
                try tracksTimes(H5Gget_create_plist(root.objectIdentifier)),
                try root.group("training") { try tracksTimes(H5Gget_create_plist($0.objectIdentifier)) },
            ]
        }
        try file.close()
        #expect(tracked == [false, false, false, false, false, false])
    }

    private func tracksTimes(_ properties: hid_t) throws -> Bool {
        defer { H5Pclose(properties) }
        var tracks = true
        try HDF5Library.check("times") { H5Pget_obj_track_times(properties, &tracks) }
        return tracks
    }

    /// Memory that the library did not clear would differ from image to image.
    @Test func equalWritesGiveEqualBytesInUsedMemory() throws {
        let first = try SampleFile.image()
        for seed in 0..<5 {
            let used = (0..<200).map { [UInt8](repeating: UInt8(truncatingIfNeeded: $0 + seed), count: 5_000) }
            withExtendedLifetime(used) {}
            let next = try SampleFile.image()
            #expect((first == next) as Bool)
        }
    }

    @Test func lentImageIsTheImage() throws {
        let file = try HDF5File.createInMemory()
        try SampleFile.write(file)
        let count = try file.withImage { $0.count }
        #expect(try SampleFile.image().count == count)
    }

    @Test func appendingToAnExistingFile() throws {
        let scratch = try Scratch()
        let file = try HDF5File.create(at: scratch.path("a.h5"))
        try SampleFile.write(file)
        try file.close()
        let again = try HDF5File.open(at: scratch.path("a.h5"), writable: true)
        try again.root { try $0.setAttribute("note", "more") }
        try again.close()
        let last = try HDF5File.open(at: scratch.path("a.h5"))
        #expect(try last.root { try $0.attribute("note")?.string } == "more")
        try last.close()
    }

    @Test func bodysErrorWins() throws {
        struct Stop: Error {}
        let file = try HDF5File.createInMemory()
        #expect(throws: Stop.self) {
            try file.root { try $0.createGroup("a") { _ in throw Stop() } }
        }
        try file.root { #expect($0.contains("a") == true) }
        try file.close()
    }

    @Test func manyFilesAtOnce() throws {
        let first = try HDF5File.createInMemory()
        let second = try HDF5File.createInMemory()
        try first.root { try $0.setAttribute("which", Int32(1)) }
        try second.root { try $0.setAttribute("which", Int32(2)) }
        #expect(try first.root { try $0.attribute("which")?.int } == 1)
        #expect(try second.root { try $0.attribute("which")?.int } == 2)
        try first.close()
        try second.close()
    }

    @Test func filesInManyTasks() async throws {
        let expected = try SampleFile.image()
        let equal = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 { group.addTask { try SampleFile.image() == expected } }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(equal == 8)
    }
}

/// What is said when a file cannot be opened, created or finished.
@Suite struct HDF5FileErrorTests {
    @Test func missingFile() throws {
        let path = try Scratch().path("none.h5")
        #expect(message { try HDF5File.open(at: path).close() } == "\(path): No such file or directory")
    }

    @Test func missingDirectory() throws {
        let path = try Scratch().path("none/a.h5")
        #expect(message { try HDF5File.create(at: path).close() } == "\(path): No such file or directory")
    }

    @Test func directory() throws {
        let scratch = try Scratch()
        let text = message { try HDF5File.open(at: scratch.directory).close() }
        #expect(text == "\(scratch.directory): Is a directory")
    }

    @Test func textFile() throws {
        let scratch = try Scratch()
        try scratch.write(Array("not at all\n".utf8), to: "a.txt")
        let path = scratch.path("a.txt")
        #expect(message { try HDF5File.open(at: path).close() } == "\(path): not an HDF5 file")
    }

    @Test func emptyFile() throws {
        let scratch = try Scratch()
        try scratch.write([], to: "a.h5")
        let path = scratch.path("a.h5")
        #expect(message { try HDF5File.open(at: path).close() } == "\(path): not an HDF5 file")
    }

    @Test func emptyImage() {
        let text = message { try HDF5File.open(image: []).close() }
        #expect(text == "standard input: empty, expected an HDF5 file")
    }

    @Test func imageOfSomethingElse() {
        let text = message { try HDF5File.open(image: Array("not at all\n".utf8), name: "pipe").close() }
        #expect(text == "pipe: not an HDF5 file")
    }

    /// The device takes no byte: creating, writing or closing must say so, in the system's words.
    @Test func fullDevice() throws {
        #if os(Linux)
            let text = message {
                let file = try HDF5File.create(at: "/dev/full")
                try SampleFile.write(file)
                try file.close()
            }
            #expect(text?.hasPrefix("/") == true)
            #expect(text?.contains("No space left on device") == true)
        #endif
    }
}
