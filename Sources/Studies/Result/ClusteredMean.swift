// Aim: the mean of values that come in groups, and how well it is known.
//
//     mean = sum S_t / sum n_t,   standard error = sqrt(T/(T - 1) sum (S_t - mean n_t)²) / sum n_t
//
// S_t sum and n_t number of the values of trial t, T number of trials. Patterns of one memory share its cross-talk, so
// only trials are independent. The error is NaN from one trial. NaN values are left out.
//
// Reference: W. G. Cochran, Sampling Techniques (1977), ch. 6 and 9.

struct ClusteredMean {
    let mean: Double
    let error: Double

    /// - Parameter trials: the values of each trial; a trial without any still counts as one.
    init(_ trials: [[Double]]) {
        let known = trials.map { $0.filter { !$0.isNaN } }
        let count = Double(known.reduce(0) { $0 + $1.count })
        guard count > 0 else {
            (mean, error) = (.nan, .nan)
            return
        }
        let mean = known.reduce(0.0) { $0 + $1.reduce(0, +) } / count
        let squares = known.reduce(0.0) { sum, values in
            let deviation = values.reduce(0, +) - mean * Double(values.count)
            return sum + deviation * deviation
        }
        let trials = Double(known.count)
        self.mean = mean
        error = known.count < 2 ? .nan : (trials / (trials - 1) * squares).squareRoot() / count
    }
}

/// Means of values in groups and their standard errors, as two columns.
func meanColumns(
    _ name: String, _ means: [ClusteredMean], axes: [String], units: String = "1", description: String
) -> [StudyColumn] {
    [
        StudyColumn(
            name, .numbers(means.map(\.mean)), axes: axes, units: units, description: description),
        StudyColumn(
            name + "_error", .numbers(means.map(\.error)), axes: axes, units: units,
            description: description + "; standard error from the scatter between trials, NaN from one trial"),
    ]
}
