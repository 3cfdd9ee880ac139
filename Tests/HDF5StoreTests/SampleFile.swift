import HDF5Store

/// A file with something of every kind that the toolkit writes.
enum SampleFile {
    static let names = ["Ada", "", "Zoë", "a longer name than the others"]
    static let weights = (0..<60_000).map { Float($0 % 977) / 8 }

    static func write(_ file: borrowing HDF5File) throws {
        try file.root { root in
            try root.setAttribute("format", "canns-sample")
            try root.setAttribute("format_version", [Int32(1), 0, 2])
            try root.createStrings("names", names)
            try root.createDataset("weights", of: Float.self, shape: [300, 200]) { dataset in
                try dataset.write(weights)
                try dataset.setAttribute("units", "1")
            }
            try root.createDataset("post", of: Int32.self, shape: [300]) { scale in
                try scale.write((0..<300).map { Int32($0) })
                try scale.makeScale("post")
            }
            try root.attachScale("post", to: "weights", dimension: 0)
            try root.createGroup("training") { group in
                // More attributes than an object header keeps, so that they move to a heap.
                for index in 0..<12 { try group.setAttribute("parameter\(index)", Int32(index)) }
                try group.createDataset("energy", of: Double.self, shape: [3]) {
                    try $0.write([-1, -2, -2.5])
                }
            }
        }
    }

    static func image() throws -> [UInt8] {
        let file = try HDF5File.createInMemory()
        try write(file)
        return try file.image()
    }

    /// Reads everything that `write` wrote, and throws if any of it is missing.
    static func read(_ file: borrowing HDF5File) throws -> Contents {
        try file.root { root in
            Contents(
                names: try root.dataset("names") { try $0.readStrings() },
                weights: try root.dataset("weights") { try $0.read(as: Float.self) },
                post: try root.dataset("post") { try $0.read(as: Int32.self) },
                energy: try root.dataset("training/energy") { try $0.read(as: Double.self) },
                format: try root.attribute("format"),
                version: try root.attribute("format_version"),
                parameters: try root.group("training") { group in
                    try (0..<12).map { try group.attribute("parameter\($0)")?.int }
                })
        }
    }

    struct Contents: Equatable {
        var names: [String]
        var weights: [Float]
        var post: [Int32]
        var energy: [Double]
        var format: HDF5Attribute?
        var version: HDF5Attribute?
        var parameters: [Int?]

        /// Text lies outside what the format checksums.
        func numbersEqual(_ other: Contents) -> Bool {
            weights == other.weights && post == other.post && energy == other.energy
                && version == other.version && parameters == other.parameters
        }
    }
}
