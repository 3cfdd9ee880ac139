/// One of several equal parts of a study, for several machines: every count-th cell from number - 1 on.
package struct StudyShard: Sendable, Equatable, CustomStringConvertible {
    /// 1...count.
    package let number: Int
    package let count: Int

    /// The study in one part.
    package static let whole = StudyShard(checkedNumber: 1, count: 1)

    private init(checkedNumber: Int, count: Int) {
        number = checkedNumber
        self.count = count
    }

    /// - Throws: `StudyError` unless 1 <= number <= count.
    package init(number: Int, count: Int) throws {
        guard count >= 1, (1...count).contains(number) else {
            throw StudyError(
                "the shard is \(number)/\(count), expected one from 1/\(max(1, count)) to \(max(1, count))/\(max(1, count))"
            )
        }
        self.init(checkedNumber: number, count: count)
    }

    /// Reads `i/n`, or `slurm` for the task of a job array.
    ///
    /// - Throws: `StudyError` for other text or a shard out of range.
    package init(_ text: String, environment: (_ name: String) -> String?) throws {
        if text == "slurm" { try self.init(slurm: environment) } else { try self.init(text) }
    }

    /// Reads `i/n`.
    ///
    /// - Throws: `StudyError` for other text or a shard out of range.
    package init(_ text: String) throws {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let number = parts[0], let count = parts[1] else {
            throw StudyError("the shard is \(text), expected i/n such as 2/8")
        }
        try self.init(number: number, count: count)
    }

    /// The shard of a task in a job array of Slurm, by what Slurm tells each task in its environment: tasks from
    /// `SLURM_ARRAY_TASK_MIN` on in steps of `SLURM_ARRAY_TASK_STEP`, `SLURM_ARRAY_TASK_COUNT` of them.
    ///
    /// - Parameter environment: the value of a variable; nil where it is not set.
    /// - Throws: `StudyError` outside of a job array.
    package init(slurm environment: (_ name: String) -> String?) throws {
        func number(_ name: String) throws -> Int {
            guard let text = environment(name), let number = Int(text) else {
                throw StudyError(
                    "the shard is slurm, but \(name) is \(environment(name) ?? "not set"), "
                        + "expected a task of a job array (sbatch --array=1-8), or i/n such as 2/8")
            }
            return number
        }
        let (task, first) = (try number("SLURM_ARRAY_TASK_ID"), try number("SLURM_ARRAY_TASK_MIN"))
        // Versions before 17.11 do not tell the step.
        let step = environment("SLURM_ARRAY_TASK_STEP").flatMap { Int($0) } ?? 1
        try self.init(number: (task - first) / max(1, step) + 1, count: try number("SLURM_ARRAY_TASK_COUNT"))
    }

    package var description: String { "\(number)/\(count)" }

    package func contains(_ cell: Int) -> Bool { cell % count == number - 1 }

    /// The rows of a matrix that are this part of it: parts of equal size, one behind the other.
    package func rows(of all: Int) -> Range<Int> { (number - 1) * all / count..<number * all / count }
}
