// Aim: the mean of independent trials and how well it is known.
//
//     mean = sum x / n,   standard error = sqrt(sum (x - mean)² / (n (n - 1)))
//
// NaN marks a trial that says nothing; such trials are left out. The error of fewer than two trials is NaN.
//
// Reference: elementary.

struct Summary {
    let mean: Double
    let error: Double

    init(_ values: [Double]) {
        let known = values.filter { !$0.isNaN }
        let count = Double(known.count)
        guard !known.isEmpty else {
            (mean, error) = (.nan, .nan)
            return
        }
        let mean = known.reduce(0, +) / count
        self.mean = mean
        let squares = known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        error = known.count < 2 ? .nan : (squares / (count * (count - 1))).squareRoot()
    }
}

/// Means and standard errors of one quantity over trials, as two columns.
func meanColumns(
    _ name: String, _ groups: [[Double]], axes: [String], units: String = "1", description: String
) -> [StudyColumn] {
    let summaries = groups.map { Summary($0) }
    return [
        StudyColumn(
            name, .numbers(summaries.map(\.mean)), axes: axes, units: units,
            description: description + ", mean over trials"),
        StudyColumn(
            name + "_error", .numbers(summaries.map(\.error)), axes: axes, units: units,
            description: description + ", standard error of the mean"),
    ]
}
