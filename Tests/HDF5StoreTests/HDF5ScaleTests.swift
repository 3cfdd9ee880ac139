import HDF5Store
import Testing

@Suite struct HDF5ScaleTests {
    @Test func scalesComeBack() throws {
        let file = try HDF5File.open(image: try SampleFile.image())
        try file.root { root throws in
            #expect(try root.dataset("post") { $0.isScale } == true)
            #expect(try root.dataset("weights") { $0.isScale } == false)
            #expect(try root.dataset("weights") { try $0.scaleCount(dimension: 0) } == 1)
            #expect(try root.dataset("weights") { try $0.scaleCount(dimension: 1) } == 0)
        }
        try file.close()
    }

    @Test func labels() throws {
        let file = try HDF5File.createInMemory()
        try file.root { root throws in
            try root.createDataset("a", of: Float.self, shape: [2, 3]) { dataset in
                try dataset.label("pattern", dimension: 0)
                #expect(try dataset.label(dimension: 0) == "pattern")
                #expect(try dataset.label(dimension: 1) == nil)
            }
        }
        try file.close()
    }

    @Test func oneScaleForMany() throws {
        let file = try HDF5File.createInMemory()
        try file.root { root throws in
            try root.createDataset("neuron", of: Int32.self, shape: [3]) { scale in
                try scale.write([Int32(0), 1, 2])
                try scale.makeScale("neuron")
            }
            for name in ["a", "b", "c"] {
                try root.createDataset(name, of: Float.self, shape: [2, 3]) { _ in }
                try root.attachScale("neuron", to: name, dimension: 1)
            }
        }
        let again = try HDF5File.open(image: try file.image())
        for name in ["a", "b", "c"] {
            #expect(try again.root { try $0.dataset(name) { try $0.scaleCount(dimension: 1) } } == 1)
        }
        try again.close()
    }
}
