import Synchronization

/// Every model that programs and files know. A new model is one file and one line here.
public enum ModelRegistry {
    private static let own: [any StorableModel.Type] = [
        AmariHopfieldNetwork.self,
        LinearLayer.self,
        SpikingLayer.self,
        SpikingNetwork.self,
        RelayLayer.self,
        AdaptiveExponentialLayer.self,
        LateralLayer.self,
        AdaptiveThresholdLayer.self,
        DenseAssociativeMemory.self,
        ProjectionSequence.self,
        BidirectionalMemory.self,
        WillshawMemory.self,
    ]

    private static let registered = Mutex<[any StorableModel.Type]>([])

    public static var all: [any StorableModel.Type] { own + registered.withLock { $0 } }

    /// Makes a model of one's own known to this process: its files are then read, checked and recalled as ours are.
    ///
    /// - Precondition: no other model has its kind.
    public static func register(_ model: any StorableModel.Type) {
        registered.withLock { models in
            let namesake = (own + models).first { $0.kind == model.kind }
            precondition(namesake.map { $0 == model } ?? true, "two models of the kind \(model.kind)")
            if namesake == nil { models.append(model) }
        }
    }

    /// The model of a kind, or nil.
    public static func model(of kind: String) -> (any StorableModel.Type)? { all.first { $0.kind == kind } }

    /// Whether the programs know a kind without a package of somebody's own.
    package static func isOurs(_ kind: String) -> Bool { own.contains { $0.kind == kind } }

    /// All kinds, in order.
    public static var kinds: [String] { all.map { $0.kind } }
}
