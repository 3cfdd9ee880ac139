import CommandKit
import Documents
import Numerics
import OperatingSystem
import Studies
import Synchronization

/// Computes what is left of a study, saves it from time to time, and reports.
struct StudyRunner {
    /// Where an archive goes.
    enum Target {
        case output
        case file(String, replacing: Bool)
        /// Only the table is wanted.
        case nowhere
    }

    private let arguments: Arguments
    private let log: Log
    private let workers: Workers
    private let shard: StudyShard
    /// Between two saves of an unfinished study.
    private static let interval = Duration.seconds(60)

    init(_ arguments: Arguments, _ log: Log) throws {
        self.arguments = arguments
        self.log = log
        workers = arguments.threads.map(Workers.init(count:)) ?? .all
        do {
            shard =
                try arguments.text("shard").map { try StudyShard($0, environment: ProcessEnvironment.value) } ?? .whole
        } catch let error as StudyError { throw UsageError("--shard: \(error)") }
        try arguments.require("report", with: "report-format")
        if arguments.text("report") == "-", arguments.text("output") == "-" {
            throw UsageError("--report and --output both go to standard output, expected a file for one of them")
        }
        _ = try arguments.checkedOutput("report")
    }

    /// The target that the options name; checked before the work.
    func newTarget() throws -> Target {
        if arguments.text("report") == "-", !arguments.has("output") { return .nowhere }
        guard let path = try arguments.binaryOutput() else { return .output }
        return .file(path, replacing: arguments.flag("force"))
    }

    /// Runs the cells that are left, writes the archive and reports.
    func run(_ document: inout StudyDocument, _ study: any Study, to target: Target) throws {
        var target = target
        if case .file = target { Interruption.deferTermination() }
        defer { Interruption.resumeTermination() }
        try compute(&document, study, &target)
        guard document.cells.isComplete else { return try leave(document, target) }
        let result = try study.result(document.cells)
        document.result = result
        try write(document, target)
        try report(result, of: type(of: study).description)
    }

    /// Computes what is left, and keeps it in memory.
    func complete(_ document: inout StudyDocument, _ study: any Study) throws {
        var target = Target.nowhere
        try compute(&document, study, &target)
    }

    private func compute(_ document: inout StudyDocument, _ study: any Study, _ target: inout Target) throws {
        let bar = ProgressBar(document.kind, log: log)
        defer { bar.finish() }
        let clock = ContinuousClock()
        let stage = Mutex<(fraction: Double, task: String?)>((0, nil))
        while !document.cells.pending(shard).isEmpty, !Interruption.requested {
            let due = clock.now + Self.interval
            try study.run(
                &document.cells, shard: shard, workers: workers,
                tells: { task in
                    log.detail(task)
                    let fraction = stage.withLock { stage in
                        stage.task = task
                        return stage.fraction
                    }
                    bar.update(Progress(fraction: fraction, task: task))
                },
                progress: { done, total in
                    let fraction = Double(done) / Double(total)
                    let task = stage.withLock { stage in
                        stage.fraction = fraction
                        return stage.task
                    }
                    bar.update(Progress(fraction: fraction, task: task, iteration: done))
                },
                shouldStop: { Interruption.requested || clock.now >= due })
            if case .file = target, !document.cells.pending(shard).isEmpty { try save(document, &target) }
        }
    }

    /// Stores what is done so far; from then on the file is ours to replace.
    private func save(_ document: StudyDocument, _ target: inout Target) throws {
        guard case .file(let path, let replacing) = target else { return }
        try document.write(to: path, replacing: replacing)
        target = .file(path, replacing: true)
    }

    /// A study that is not complete: interrupted, or a part of several.
    private func leave(_ document: StudyDocument, _ target: Target) throws {
        let done = "\(document.cells.doneCount) of \(document.cells.count) cells are done"
        if document.cells.pending(shard).isEmpty {
            try write(document, target)
            log.note("\(done), shard \(shard); canns-study merge joins the parts")
            return
        }
        if case .file(let path, _) = target {
            log.note("stopped; \(done), and 'canns-study resume \(path)' goes on")
        }
    }

    private func write(_ document: StudyDocument, _ target: Target) throws {
        switch target {
        case .output: try document.write(to: nil, replacing: false)
        case .file(let path, let replacing): try document.write(to: path, replacing: replacing)
        case .nowhere: break
        }
    }

    // MARK: - For people

    /// The table for scripts where one is asked for, else the short one.
    private func report(_ result: StudyResult, of description: StudyDescription) throws {
        if arguments.has("report") {
            let report = StudyReport.of(result, description)
            let format = ReportText.Format(rawValue: arguments.textOrDefault("report-format")) ?? .tsv
            var text = ReportText(columns: report.columns, format: format)
            for row in report.rows(of: result) { text.add(row.map(ReportText.Value.init)) }
            try arguments.write(text.text, to: "report")
        } else {
            for line in result.table.lines { log.note(line) }
            if let footnote = result.table.footnote { log.note("\(footnote); --report has more") }
        }
        for line in result.findings { log.note(line) }
        for line in result.warnings { log.warn(line) }
    }
}
