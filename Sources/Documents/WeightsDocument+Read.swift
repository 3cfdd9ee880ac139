import HDF5Store
import Models
import Numerics
import Patterns
import Training

extension WeightsDocument {
    /// Reads a weights file. Of a file of other origin, `/weights` is the matrix of an associative network if it is
    /// square, of a linear layer otherwise; `/patterns` is what it stores.
    ///
    /// - Parameter staying: the bytes of grey patterns from which on they stay in the file, which must then remain; nil
    ///   where all are read.
    package static func read(_ path: String?, patternsStayingFrom staying: Int? = nil) throws -> WeightsDocument {
        try DocumentReader.naming(DocumentReader.displayName(path)) {
            let source = try DocumentSource(path)
            return try DocumentReader.open(source, as: [.weights], advice: "train on it first with canns-train") {
                if let header = $1, try header.requireLayout().kind == .weightRows {
                    throw DocumentError("is \(try WeightRowsDocument($0, header).noun)")
                }
                return try read($0, $1, source.path, staying)
            }
        }
    }

    /// Of a part of a file all but its rows.
    ///
    /// - Parameter path: of the file, so that a large matrix can stay there; nil for standard input.
    static func read(
        _ root: borrowing HDF5Group, _ header: DocumentHeader?, _ path: String?, _ staying: Int? = nil
    ) throws -> WeightsDocument {
        var remarks: [String] = []
        let content = try readContent(root, header, path, &remarks)
        let model = try readModel(root, content)
        if let content { try check(model, content) }
        let form = model.value("form")?.text.flatMap(Form.init(rawValue:))
        var result = WeightsDocument(
            model: model, form: form ?? content?.usualForm ?? .patterns, content: content,
            state: try readState(root, header),
            training: try readTraining(root))
        result.header = header
        if let layout = try header?.requireLayout() { result.snapshots = try readSnapshots(root, layout) }
        if case .integers(let sides)? = model.value("input_geometry"), case .matrix(let matrix) = content {
            result.inputGeometry = Geometry(sides: sides, neurons: matrix.columns)
        }
        if result.patterns == nil, root.contains("/patterns") {
            var reading = PatternReading()
            if let staying { (reading.stayingAt, reading.staying) = (path, staying) }
            let states = try PatternsSchema.read(root, ours: header != nil, reading)
            if header == nil, case .matrix(let matrix) = content { try check(states.patterns, matrix) }
            result.patterns = states.patterns
            remarks += states.remarks
        }
        if header != nil { result.targets = try PatternsSchema.readTargets(root) }
        result.remarks = remarks
        return result
    }

    /// Patterns beside weights in a file of other origin.
    private static func check(_ patterns: PatternSet, _ matrix: WeightMatrix) throws {
        guard matrix.columns != patterns.neurons else { return }
        throw DocumentError(
            "/patterns: has \(patterns.neurons) units, but /weights is \(matrix.rows)×\(matrix.columns); "
                + "expected weights to each unit from \(patterns.neurons)")
    }

    /// - Parameter remarks: gets what is to be told of how a file of other origin was taken.
    private static func readContent(
        _ root: borrowing HDF5Group, _ header: DocumentHeader?, _ path: String?, _ remarks: inout [String]
    ) throws -> Content? {
        if header?.layout?.kind == .weightRows { return try readMemory(root, header).map { .memory($0) } }
        if let header, root.contains("connections") { return try readConnections(root, header) }
        if let header, root.contains("weight_bits") { return .bits(try readBits(root, header)) }
        switch (try readMatrix(root, path, ours: header != nil, &remarks), try readMemory(root, header)) {
        case (nil, nil):
            // Of a model whose weights are its patterns there is nothing else.
            guard try ModelRegistry.model(of: readModel(root).kind)?.structure == .patterns else {
                throw DocumentError("there is no dataset /weights and no /coefficients, expected weights")
            }
            return nil
        case (nil, let memory?): return .memory(memory)
        case (let matrix?, nil): return .matrix(matrix)
        case (let matrix?, let memory?): return .both(matrix, memory)
        }
    }

    /// - Parameter content: of which the model is told where the file does not name it.
    static func readModel(_ root: borrowing HDF5Group, _ content: Content? = nil) throws -> Model {
        guard try root.kind(of: "model") == .group else {
            if case .matrix(let matrix)? = content, matrix.rows != matrix.columns {
                return Model(kind: LinearLayer.kind)
            }
            return Model(kind: AmariHopfieldNetwork.kind)
        }
        return try root.group("model") { group in
            let parameters = try attributes(of: group)
            guard let kind = parameters.first(where: { $0.name == "kind" })?.value.text, !kind.isEmpty else {
                throw DocumentError("/model@kind: is missing or empty, expected the kind of the model")
            }
            return Model(kind: kind, parameters: parameters.filter { $0.name != "kind" })
        }
    }

    static func readTraining(_ root: borrowing HDF5Group) throws -> Training {
        guard try root.kind(of: "training") == .group else { return Training() }
        return try root.group("training") { group in
            var curves: [(name: String, values: [Float])] = []
            for name in try group.childNames() where name != "epoch" {
                guard try group.kind(of: name) == .dataset else { continue }
                try group.dataset(name) { dataset in
                    if dataset.shape.count == 1, dataset.elementKind.isNumber, !dataset.isScale {
                        curves.append((name, try dataset.read(as: Float.self)))
                    }
                }
            }
            return Training(attributes: try attributes(of: group), curves: curves)
        }
    }

    static func attributes(
        of holder: borrowing HDF5Group
    ) throws -> [(name: String, value: AttributeValue)] {
        try holder.attributeNames().compactMap { name in try holder.value(name).map { (name, $0) } }
    }

    private static func readMemory(
        _ root: borrowing HDF5Group, _ header: DocumentHeader?
    ) throws -> OuterProductWeights? {
        guard let header, root.contains("coefficients") || root.contains("mixing") else { return nil }
        let layout = try header.requireLayout()
        let patterns = try PatternsSchema.read(root, "/patterns", ours: true)
        let model = try root.group("model") { try attributes(of: $0) }
        func value(_ name: String) -> AttributeValue? { model.first { $0.name == name }?.value }
        let offsets =
            root.contains("offsets")
            ? try layout.numbers("/offsets", root, as: Float.self)
            : [Float](repeating: Float(value("rho")?.real ?? 0), count: patterns.count)
        let zeroDiagonal = value("zero_diagonal")?.truth ?? true
        if root.contains("mixing") {
            return OuterProductWeights(
                patterns: patterns, inverseCorrelation: try layout.matrix("/mixing", root), offsets: offsets,
                zeroDiagonal: zeroDiagonal)
        }
        return OuterProductWeights(
            patterns: patterns, coefficients: try layout.numbers("/coefficients", root), offsets: offsets,
            zeroDiagonal: zeroDiagonal)
    }

    /// A matrix up to the limit is read; a larger one stays in its file, which is opened again to read rows.
    ///
    /// - Parameter path: of the file, if it can be opened again.
    private static func readMatrix(
        _ root: borrowing HDF5Group, _ path: String?, ours: Bool, _ remarks: inout [String]
    ) throws -> WeightMatrix? {
        guard try root.kind(of: "weights") == .dataset else { return nil }
        return try root.dataset("weights") { dataset in
            let shape = dataset.shape
            guard dataset.elementKind.isNumber else {
                throw DocumentError("/weights: holds \(dataset.elementKind), expected numbers")
            }
            guard shape.count == 2, shape[0] > 0, shape[1] > 0 else {
                throw DocumentError("/weights: \(PatternShape.found(shape)), expected 2: post, pre")
            }
            let bytes = Double(shape[0]) * Double(shape[1]) * 4
            let writer = ours ? nil : try dataset.value("MATLAB_class")?.text
            if bytes > Double(denseLimit), shape[0] == shape[1], let path, writer == nil {
                return .rows(try StoredRows(path: path, neurons: shape[0]))
            }
            let values = try FiniteValues.read(dataset, axes: ["post", "pre"])
            let matrix = Matrix(rows: shape[0], columns: shape[1], values: values)
            guard let writer else { return .values(matrix) }
            remarks.append(
                "/weights: MATLAB wrote it (MATLAB_class is \(writer)) in its order of axes; "
                    + "read as \(shape[1])×\(shape[0])")
            return .values(matrix.transposed)
        }
    }

    private static func check(_ model: Model, _ content: Content) throws {
        guard ModelRegistry.model(of: model.kind)?.structure == .network else { return }
        switch content {
        case .memory, .bits, .connections: break
        case .matrix(let matrix), .both(let matrix, _):
            let size = "\(matrix.rows)×\(matrix.columns)"
            guard matrix.rows == matrix.columns else {
                throw DocumentError("/weights: is \(size), expected square")
            }
            if case .both(_, let memory) = content, memory.neurons != matrix.rows {
                throw DocumentError("/weights: is \(size), but the patterns have \(memory.neurons) neurons")
            }
        }
    }

    /// Arrays beside the weights: the state of rule and model. Of a file of other origin, vectors and matrices of reals.
    private static func readState(_ root: borrowing HDF5Group, _ header: DocumentHeader?) throws -> NamedArrays {
        var state = NamedArrays()
        guard let layout = try header?.requireLayout() else {
            for name in try root.childNames() where FormatTable.row(at: "/\(name)", in: .weights)?.isState == true {
                guard try root.kind(of: name) == .dataset else { continue }
                try root.dataset(name) { dataset in
                    guard case .real = dataset.elementKind, !dataset.isScale, !dataset.shape.isEmpty else { return }
                    state.set(name, shape: dataset.shape, try dataset.read(as: Float.self))
                }
            }
            return state
        }
        for (path, row) in layout.datasets where row.isState {
            let shape = try root.dataset(path) { $0.shape }
            state.set(String(path.dropFirst()), shape: shape, axes: row.axes, try layout.numbers(path, root))
        }
        return state
    }

    private static func readSnapshots(
        _ root: borrowing HDF5Group, _ layout: FileLayout
    ) throws -> [WeightSnapshot] {
        guard root.contains("snapshot_epochs") else { return [] }
        let epochs: [Int32] = try layout.numbers("/snapshot_epochs", root)
        if root.contains("connections"), try root.kind(of: "connections/snapshots") == .dataset {
            return try readConnectionSnapshots(root, layout, epochs)
        }
        guard root.contains("snapshots") else { return [] }
        let values: [Float] = try layout.numbers("/snapshots", root)
        let shape = try root.dataset("snapshots") { $0.shape }
        let size = shape[1] * shape[2]
        return epochs.indices.map { index in
            let part = Array(values[index * size..<(index + 1) * size])
            return WeightSnapshot(
                epoch: Int(epochs[index]), weights: Matrix(rows: shape[1], columns: shape[2], values: part))
        }
    }
}

extension WeightsDocument.Content {
    /// The form of a file that does not name it.
    fileprivate var usualForm: WeightsDocument.Form {
        switch self {
        case .memory: .outerProduct
        case .bits: .bits
        case .connections: .connections
        case .matrix, .both: .dense
        }
    }
}
