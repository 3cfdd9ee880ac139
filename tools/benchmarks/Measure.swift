#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Seconds on a clock that only moves forward.
func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// How long `body` takes, in seconds.
func seconds(_ body: () throws -> Void) rethrows -> Double {
    let start = now()
    try body()
    return now() - start
}

func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/// Runs all `bodies` in turn, round after round, and gives the median seconds of each: what else the machine does
/// meanwhile hits all of them alike, so their ratios hold even where their times do not.
func alternating(rounds: Int, _ bodies: [() throws -> Void]) throws -> [Double] {
    var times = [[Double]](repeating: [], count: bodies.count)
    for _ in 0..<rounds {
        for index in bodies.indices { times[index].append(try seconds(bodies[index])) }
    }
    return times.map(median)
}

/// The exponent b of cost ~ size^b: the slope of log cost over log size, by least squares.
func exponent(_ sizes: [Double], _ costs: [Double]) -> Double {
    let (x, y) = (sizes.map { log($0) }, costs.map { log($0) })
    let count = Double(x.count)
    let (meanX, meanY) = (x.reduce(0, +) / count, y.reduce(0, +) / count)
    let covariance = zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) }
    return covariance / x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
}

/// A sentence for the person at the terminal.
struct BenchError: Error, CustomStringConvertible {
    let description: String
}

func note(_ text: String) {
    var line = "bench: \(text)\n"
    line.withUTF8 { _ = write(2, $0.baseAddress, $0.count) }
}
