/// How far a piece of work has come; what is not known is `nil`.
package struct Progress: Sendable {
    /// The part that is done, from 0 to 1.
    package var fraction: Double?
    /// What is being done just now, such as `trying storkey`.
    package var task: String?
    package var iteration: Int?
    package var energy: Double?
    /// How much the last iteration changed, in the measure of the work itself.
    package var convergence: Double?

    package init(
        fraction: Double? = nil, task: String? = nil, iteration: Int? = nil, energy: Double? = nil,
        convergence: Double? = nil
    ) {
        self.fraction = fraction
        self.task = task
        self.iteration = iteration
        self.energy = energy
        self.convergence = convergence
    }
}
