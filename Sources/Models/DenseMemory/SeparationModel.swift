import Separations

/// A model that answers by a separation of likenesses.
public protocol SeparationModel: Model {
    var separationSettings: MemorySettings { get }
}

extension SeparationModel {
    /// The parameters of its separation.
    public var ownParameters: [String] { separationSettings.ownNames }

    /// Of some parameters those that only other separations have.
    public func foreignParameters(among names: [String]) -> [String] { separationSettings.foreign(among: names) }
}
