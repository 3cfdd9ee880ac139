/// How far a piece of work has come; what is not known is `nil`.
public struct Progress: Sendable {
    /// The part that is done, from 0 to 1.
    public var fraction: Double?
    public var iteration: Int?
    public var energy: Double?
    /// How much the last iteration changed, in the measure of the work itself.
    public var convergence: Double?

    public init(
        fraction: Double? = nil, iteration: Int? = nil, energy: Double? = nil, convergence: Double? = nil
    ) {
        self.fraction = fraction
        self.iteration = iteration
        self.energy = energy
        self.convergence = convergence
    }
}
