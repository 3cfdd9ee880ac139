import HDF5Store

extension NIRLayer {
    /// Whether a file is a graph of NIR.
    package static func isIn(_ root: borrowing HDF5Group) throws -> Bool {
        guard try root.kind(of: "/node") == .group, try root.kind(of: "/node/type") == .dataset else { return false }
        return try text("/node/type", root) == "NIRGraph"
    }

    /// Reads a graph that is one layer: Input, Linear or Affine without a bias, LIF where its units spike, Output.
    ///
    /// - Throws: `FormatError` for other graphs, and for numbers that no layer has; `HDF5Error`.
    package init(_ root: borrowing HDF5Group) throws {
        let chain = try Self.chain(root)
        let types = chain.map(\.type)
        let isLayer =
            types.count > 2 && types.first == "Input" && types.last == "Output"
            && ["Linear", "Affine"].contains(types[1])
        guard isLayer, types.count == 3 || (types.count == 4 && types[2] == "LIF") else {
            throw FormatError(
                "is the graph \(types.prefix(8).joined(separator: " → "))\(types.count > 8 ? " → …" : ""), expected one layer: "
                    + "Input → Linear → LIF → Output, or without LIF")
        }
        let place = "/node/nodes/\(chain[1].name)"
        try Self.refuseBias("\(place)/bias", root)
        let (weights, shape) = try Self.numbers("\(place)/weight", root)
        guard shape.count == 2 else {
            throw FormatError("\(place)/weight: has \(shape.count) axes, expected 2: output, input")
        }
        let units = types.count == 4 ? try Self.units("/node/nodes/\(chain[2].name)", root, count: shape[0]) : nil
        self.init(inputs: shape[1], outputs: shape[0], weights: weights, units: units)
    }

    /// The nodes from the input along the only edges there are.
    private static func chain(_ root: borrowing HDF5Group) throws -> [(name: String, type: String)] {
        guard try root.kind(of: "/node/nodes") == .group, try root.kind(of: "/node/edges") == .dataset else {
            throw FormatError("/node: has no nodes and edges, expected a graph")
        }
        let names = try root.group("/node/nodes") { try $0.childNames() }
        let types = try names.map { (name: $0, type: try text("/node/nodes/\($0)/type", root)) }
        let ends = try root.dataset("/node/edges") { dataset in
            guard dataset.shape.count == 2, dataset.shape[1] == 2 else {
                throw FormatError("/node/edges: is \(dataset.shapeText), expected pairs of names")
            }
            return try dataset.readStrings(axes: 2)
        }
        let edges = stride(from: 0, to: ends.count, by: 2).map { (from: ends[$0], to: ends[$0 + 1]) }
        let inputs = types.filter { $0.type == "Input" }
        guard inputs.count == 1, var node = inputs.first else {
            throw FormatError("has \(inputs.count) inputs, expected a graph with one")
        }
        var chain = [node]
        while node.type != "Output" {
            let next = edges.filter { $0.from == node.name }
            guard next.count == 1, let found = types.first(where: { $0.name == next[0].to }), chain.count < types.count
            else {
                throw FormatError(
                    "/node/edges: lead from \(node.name) to \(next.count) nodes of the graph, expected a chain from Input to Output"
                )
            }
            node = found
            chain.append(node)
        }
        guard chain.count == types.count, edges.count == chain.count - 1 else {
            throw FormatError("has \(types.count) nodes and \(edges.count) edges, expected a chain of one layer")
        }
        return chain
    }

    private static func units(_ place: String, _ root: borrowing HDF5Group, count: Int) throws -> Units {
        func values(_ name: String) throws -> [Double] {
            let (values, _) = try numbers("\(place)/\(name)", root)
            if values.count == 1 { return [Double](repeating: values[0], count: count) }
            guard values.count == count else {
                throw FormatError(
                    "\(place)/\(name): has \(values.count) values, expected one for each of \(count) outputs")
            }
            return values
        }
        let reset =
            try root.kind(of: "\(place)/v_reset") == .dataset
            ? try values("v_reset") : [Double](repeating: 0, count: count)
        var units = Units(
            tau: try values("tau"), resistance: try values("r"), leak: try values("v_leak"),
            threshold: try values("v_threshold"), reset: reset)
        if let wrong = units.tau.first(where: { $0 <= 0 }) {
            throw FormatError("\(place)/tau: is \(wrong), expected times above 0")
        }
        if try root.kind(of: "\(place)/metadata/dt") == .dataset {
            let (step, _) = try numbers("\(place)/metadata/dt", root)
            units.step = step.count == 1 && step[0] > 0 ? step[0] : nil
        }
        if try root.kind(of: "\(place)/metadata/integration") == .dataset {
            units.integration = try text("\(place)/metadata/integration", root)
        }
        return units
    }

    private static func refuseBias(_ place: String, _ root: borrowing HDF5Group) throws {
        guard try root.kind(of: place) == .dataset else { return }
        let (values, _) = try numbers(place, root)
        guard let wrong = values.first(where: { $0 != 0 }) else { return }
        throw FormatError(
            "\(place): is \(wrong), expected 0: layers of canns have no bias; make the layer without (bias=False)")
    }

    /// Finite numbers with their shape.
    private static func numbers(_ place: String, _ root: borrowing HDF5Group) throws -> ([Double], [Int]) {
        guard try root.kind(of: place) == .dataset else { throw FormatError("\(place): is missing, expected numbers") }
        return try root.dataset(place) { dataset in
            let values = try dataset.read(as: Double.self)
            guard !values.isEmpty else { throw FormatError("\(place): is empty, expected numbers") }
            if let wrong = values.first(where: { !Float($0).isFinite }) {
                throw FormatError("\(place): is \(wrong), expected finite numbers of Float32, below 3.4e38")
            }
            return (values, dataset.shape)
        }
    }

    private static func text(_ place: String, _ root: borrowing HDF5Group) throws -> String {
        guard try root.kind(of: place) == .dataset else { throw FormatError("\(place): is missing, expected text") }
        return try root.dataset(place) { try $0.readStrings().first ?? "" }
    }
}
