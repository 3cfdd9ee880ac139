import Synchronization
import Testing

@testable import CommandKit

@Suite struct ProgressTests {
    private let full = Progress(fraction: 0.45, iteration: 12, energy: -123.456, convergence: 0.00123)

    @Test func aWideTerminalShowsEverything() {
        let line = ProgressLine(label: "oja", progress: full, elapsed: 9)
        // 9 s for 45 % leave 11 s for 55 %; 9 of 20 cells are full.
        #expect(
            line.text(columns: 120)
                == "oja  45 % [#########-----------] 0:09 (0:11 left) iteration 12 energy -123.46 convergence 0.00123"
        )
    }

    @Test func aNarrowTerminalShowsWhatFits() {
        let line = ProgressLine(label: "oja", progress: full, elapsed: 9)
        #expect(line.text(columns: 60) == "oja  45 % [####------] 0:09 (0:11 left) iteration 12")
        #expect(line.text(columns: 12) == "oja  45 %")
        // "oja  45 %" has 9 columns, and the last one stays free.
        #expect(line.text(columns: 10) == "oja  45 %")
        #expect(line.text(columns: 9) == "oja")
        #expect(line.text(columns: 3) == "")
    }

    @Test func whatIsNotKnownIsNotShown() {
        #expect(ProgressLine(label: "a", progress: Progress(), elapsed: 61).text(columns: 80) == "a 1:01")
        let young = ProgressLine(label: "a", progress: Progress(fraction: 0.5), elapsed: 0.4)
        #expect(young.text(columns: 80) == "a  50 % [#####-----] 0:00")
        let over = ProgressLine(label: "a", progress: Progress(fraction: 1.5), elapsed: 2)
        #expect(over.text(columns: 80) == "a 100 % [##########] 0:02 (0:00 left)")
        let lost = ProgressLine(label: "a", progress: Progress(fraction: .nan), elapsed: 2)
        #expect(lost.text(columns: 80) == "a   0 % [----------] 0:02")
    }

    @Test func sparseLines() {
        let line = ProgressLine(label: "oja", progress: full, elapsed: 9)
        #expect(
            line.sparse
                == "oja: 45 %, iteration 12, energy -123.46, convergence 0.00123, 0:09 elapsed, 0:11 left")
        #expect(ProgressLine(label: "oja", progress: Progress(), elapsed: 0).sparse == "oja: 0:00 elapsed")
    }

    @Test(arguments: [
        (0.0, "0:00"), (59.4, "0:59"), (59.6, "1:00"), (3599, "59:59"), (3600, "1:00:00"),
        (36_125, "10:02:05"),
        (-1, "0:00"), (Double.infinity, "over 999 hours"), (Double.nan, "over 999 hours"),
    ])
    func clock(seconds: Double, text: String) {
        #expect(ProgressLine.clock(seconds) == text)
    }

    @Test func aTerminalIsRewrittenTenTimesASecond() {
        var pace = ProgressPace(isTerminal: true)
        // Asked every hundredth of a second for one second: from 0.2 s on every 0.1 s.
        let due = (0...100).map { Double($0) / 100 }.filter { pace.isDue($0) }
        #expect(due.first == 0.2)
        #expect((8...9).contains(due.count))
    }

    @Test func aLogGetsLinesAtDoublingIntervals() {
        var pace = ProgressPace(isTerminal: false)
        #expect((0...40).map(Double.init).filter { pace.isDue($0) } == [1, 2, 4, 8, 16, 32])
        var late = ProgressPace(isTerminal: false)
        #expect([0.5, 5, 6, 7.9, 8].filter { late.isDue($0) } == [5, 8])
    }
}

/// What was written, by whomever.
final class Recorder: Sendable {
    private let lines = Mutex<[String]>([])

    var text: String { lines.withLock { $0.joined() } }

    func write(_ line: String) { lines.withLock { $0.append(line) } }

    func log(_ verbosity: Log.Verbosity, isTerminal: Bool) -> Log {
        Log(name: "sample", verbosity: verbosity, isTerminal: isTerminal) { self.write($0) }
    }
}

/// A clock that the test moves by hand.
final class HandClock: Sendable {
    private let time = Mutex(100.0)

    var seconds: Double { time.withLock { $0 } }

    func advance(_ step: Double) { time.withLock { $0 += step } }
}

@Suite struct LogTests {
    @Test func verbosityDecides() {
        for (verbosity, expected) in [
            (Log.Verbosity.quiet, ""),
            (.normal, "sample: warning: w\nsample: n\n"),
            (.verbose, "sample: warning: w\nsample: n\nsample: d\n"),
        ] {
            let recorder = Recorder()
            let log = recorder.log(verbosity, isTerminal: false)
            log.warn("w")
            log.note("n")
            log.detail("d")
            #expect(recorder.text == expected)
        }
    }

    @Test func controlCharactersStayAwayFromTheTerminal() {
        #expect(Message.line("sample", "a\u{1B}[2Jb\nc") == "sample: a\u{FFFD}[2Jb\nc\n")
    }

    @Test func aMessageReplacesTheProgressLineAndTheEndClearsIt() {
        let recorder = Recorder()
        let clock = HandClock()
        let log = recorder.log(.normal, isTerminal: true)
        do {
            let bar = ProgressBar("oja", log: log) { clock.seconds }
            bar.update(Progress(iteration: 1))
            #expect(recorder.text.isEmpty)
            clock.advance(0.4)
            bar.update(Progress(iteration: 2))
            bar.update(Progress(iteration: 3))
            log.warn("w")
            clock.advance(0.5)
            bar.update(Progress(iteration: 4))
        }
        let eraser = "\r\u{1B}[K"
        #expect(
            recorder.text
                == "\(eraser)oja 0:00 iteration 2\(eraser)sample: warning: w\n\(eraser)oja 0:01 iteration 4\(eraser)"
        )
    }

    @Test func aLogFileGetsProgressOnlyIfAskedFor() {
        for (verbosity, expected) in [
            (Log.Verbosity.normal, ""), (.verbose, "sample: oja: 50 %, 0:02 elapsed, 0:02 left\n"),
        ] {
            let recorder = Recorder()
            let clock = HandClock()
            let bar = ProgressBar("oja", log: recorder.log(verbosity, isTerminal: false)) { clock.seconds }
            clock.advance(2)
            bar.update(Progress(fraction: 0.5))
            bar.finish()
            #expect(recorder.text == expected)
        }
    }

    @Test func aQuietTerminalShowsNoProgress() {
        let recorder = Recorder()
        let clock = HandClock()
        let bar = ProgressBar("oja", log: recorder.log(.quiet, isTerminal: true)) { clock.seconds }
        clock.advance(2)
        bar.update(Progress(fraction: 0.5))
        bar.finish()
        #expect(recorder.text.isEmpty)
    }
}
