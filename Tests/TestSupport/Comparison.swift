/// The sentence of the error that a body throws; nil if it throws none.
package func message(_ body: () throws -> some Any) -> String? {
    do {
        _ = try body()
        return nil
    } catch {
        return "\(error)"
    }
}

/// The largest difference, relative to the largest entry of what is expected.
package func relativeError(_ values: [Float], _ expected: [Float]) -> Double {
    precondition(values.count == expected.count && !expected.isEmpty, "arrays of one length, not empty")
    let scale = expected.reduce(0.0) { max($0, Double(abs($1))) }
    let difference = zip(values, expected).reduce(0.0) { max($0, abs(Double($1.0) - Double($1.1))) }
    return scale == 0 ? difference : difference / scale
}
