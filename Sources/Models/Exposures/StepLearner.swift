/// What changes the weights of a circuit while a pattern is shown.
package protocol StepLearner {
    /// A pattern is about to be shown.
    mutating func begin()
    /// One step, in which these inputs and outputs have fired.
    mutating func learn(inputs: UnsafeBufferPointer<Int32>, outputs: UnsafeBufferPointer<Int32>)
    /// Steps in which nothing fires.
    mutating func pass(_ steps: Int)
    /// The rest after a pattern is over.
    mutating func end()
}

/// Weights stay.
struct NoLearner: StepLearner {
    mutating func begin() {}
    mutating func learn(inputs: UnsafeBufferPointer<Int32>, outputs: UnsafeBufferPointer<Int32>) {}
    mutating func pass(_ steps: Int) {}
    mutating func end() {}
}
