import Numerics

extension Matrix {
    /// The weighted sums of an input, [row]: added input by input in Float, silent inputs left out.
    func sumActive(_ input: [Float], into sums: inout [Float]) {
        let active = input.indices.filter { input[$0] != 0 }
        for unit in 0..<rows {
            sums[unit] = withRow(unit) { row in
                var sum: Float = 0
                for index in active { sum += row[index] * input[index] }
                return sum
            }
        }
    }
}
