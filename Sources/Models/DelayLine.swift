/// Vectors on their way, each of which arrives a fixed number of steps after it was sent.
struct DelayLine: Sendable {
    private let width: Int
    private var values: [Float]
    /// The place of the vector that arrives first.
    private var next = 0

    /// Nothing under way.
    init(steps: Int = 0, width: Int) {
        self.width = width
        values = [Float](repeating: 0, count: steps * width)
    }

    var steps: Int { values.count / max(1, width) }

    /// [step, element], the first to arrive first.
    var inOrder: [Float] {
        get { Array(values[(next * width)...] + values[..<(next * width)]) }
        set { (values, next) = (newValue, 0) }
    }

    var isEmpty: Bool { values.allSatisfy { $0 == 0 } }

    /// Sends a vector and puts what arrives in its place.
    mutating func exchange(_ vector: inout [Float]) {
        guard !values.isEmpty else { return }
        for element in 0..<width { swap(&vector[element], &values[next * width + element]) }
        next = (next + 1) % steps
    }
}
