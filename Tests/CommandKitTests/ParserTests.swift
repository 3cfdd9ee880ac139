import Testing

@testable import CommandKit

@Suite struct ParserTests {
    @Test func formsOfOneValueAgree() throws {
        for words in [
            ["--size", "12x7"], ["--size=12x7"], ["-s", "12x7"], ["-s12x7"], ["-ps12x7"], ["-ps", "12x7"],
        ] {
            let arguments = try #require(try Command.sample.arguments(words))
            let size = try #require(arguments.size("size"))
            #expect(size == (12, 7), "\(words)")
            #expect(arguments.operands.isEmpty)
        }
    }

    @Test func typesArriveAsDeclared() throws {
        let words = [
            "--rule", "oja", "-l", "2.5e-1", "--epochs", "30", "--threshold", "-1", "--grey", "otsu",
            "--only", "a b",
            "--only=", "in.h5", "-fv", "-o", "-",
        ]
        let arguments = try #require(try Command.sample.arguments(words))
        #expect(arguments.text("rule") == "oja")
        #expect(arguments.number("learning-rate") == 0.25)
        #expect(arguments.integer("epochs") == 30)
        #expect(arguments.number("threshold") == -1)
        #expect(arguments.text("grey") == "otsu")
        #expect(arguments.number("grey") == nil)
        #expect(arguments.texts("only") == ["a b", ""])
        #expect(arguments.flag("force"))
        #expect(!arguments.flag("plain"))
        #expect(arguments.text("output") == "-")
        #expect(arguments.operands == ["in.h5"])
        #expect(arguments.integer("seed") == nil)
        #expect(
            arguments.given == [
                "rule", "learning-rate", "epochs", "threshold", "grey", "only", "force", "verbose", "output",
            ])
    }

    @Test func negativeNumbersAreValues() throws {
        for text in ["-1", "-.5", "-1e3", "-0"] {
            let expected = try #require(Double(text))
            for words in [["--threshold", text], ["--threshold=" + text]] {
                #expect(try Command.sample.arguments(words)?.number("threshold") == expected)
            }
        }
    }

    @Test func togglesHaveThreeStates() throws {
        let absent = try #require(try Command.sample.arguments([]))
        #expect(absent.toggle("zero-diagonal"))
        #expect(!absent.has("zero-diagonal"))
        let off = try #require(try Command.sample.arguments(["--no-zero-diagonal"]))
        #expect(!off.toggle("zero-diagonal"))
        #expect(off.given == ["zero-diagonal"])
        let on = try #require(try Command.sample.arguments(["--zero-diagonal", "--zero-diagonal"]))
        #expect(on.toggle("zero-diagonal"))
        #expect(on.has("zero-diagonal"))
    }

    @Test func dashesAndOperands() throws {
        #expect(try Command.sample.arguments(["-"])?.operands == ["-"])
        #expect(try Command.sample.arguments(["--", "--rule"])?.operands == ["--rule"])
        #expect(try Command.sample.arguments(["--", "--"])?.operands == ["--"])
        #expect(try Command.sample.arguments(["a", "--plain"])?.operands == ["a"])
        #expect(try Command.sample.arguments(["--initial=--odd"])?.text("initial") == "--odd")
    }

    @Test func defaultsComeFromTheTable() throws {
        let arguments = try #require(try Command.sample.arguments(["--epochs", "7"]))
        #expect(arguments.integerOrDefault("epochs") == 7)
        #expect(arguments.integerOrDefault("seed") == 0)
        #expect(arguments.numberOrDefault("learning-rate") == 0.01)
        #expect(arguments.textOrDefault("rule") == "hebbian")
        #expect(arguments.textOrDefault("grey") == "mean")
    }

    @Test(arguments: [
        (["--trheshold", "1"], "unknown option --trheshold; did you mean --threshold?"),
        (["--no-zero-diagnal"], "unknown option --no-zero-diagnal; did you mean --no-zero-diagonal?"),
        (["--frobnicate"], "unknown option --frobnicate"),
        (["--threads", "2"], "unknown option --threads"),
        (["-x"], "unknown option -x"),
        (["-px"], "unknown option -x"),
        (["-output", "x"], "unknown option -output; did you mean --output?"),
        (["--no-plain"], "unknown option --no-plain"),
        (["--learning-rate", "7"], "--learning-rate is 7, expected a number from 0 to 1"),
        (["-l7"], "--learning-rate is 7, expected a number from 0 to 1"),
        (["-l", "0,5"], "--learning-rate is 0,5, expected a number from 0 to 1"),
        (["-l", "0x1"], "--learning-rate is 0x1, expected a number from 0 to 1"),
        (["-l", " 1"], "--learning-rate is ' 1', expected a number from 0 to 1"),
        (["-l", ""], "--learning-rate is '', expected a number from 0 to 1"),
        (["--threshold", "nan"], "--threshold is nan, expected a finite number"),
        (["--threshold", "-inf"], "--threshold is -inf, expected a finite number"),
        (["--threshold", "1e999"], "--threshold is 1e999, expected a finite number"),
        (["--threshold", "1z"], "--threshold is 1z, expected a finite number"),
        (["--epochs", "0"], "--epochs is 0, expected an integer from 1 to 1000000"),
        (["--epochs", "2.0"], "--epochs is 2.0, expected an integer from 1 to 1000000"),
        (["--seed", "-1"], "--seed is -1, expected an integer 0 or more"),
        (
            ["--seed", "9223372036854775808"],
            "--seed is 9223372036854775808, expected an integer of at most 9223372036854775807"
        ),
        (
            ["--rule", "ojja"],
            "--rule is ojja, expected one of hebbian, oja, sanger, anti-hebbian, storkey; did you mean oja?"
        ),
        (["--fit", "Crop"], "--fit is Crop, expected one of stretch, crop; did you mean crop?"),
        (["--grey", "256"], "--grey is 256, expected mean, otsu or a number from 0 to 255"),
        (
            ["--grey", "ostu"],
            "--grey is ostu, expected mean, otsu or a number from 0 to 255; did you mean otsu?"
        ),
        (["--initial="], "--initial is '', expected the name of a file: FILE"),
        (["--rule"], "--rule needs a value: NAME"),
        (["-r"], "--rule needs a value: NAME"),
        (
            ["--initial", "--plain"],
            "--initial needs a value: FILE (if the value begins with a dash, write --initial=--plain)"
        ),
        (["--plain=1"], "--plain takes no value"),
        (["--no-zero-diagonal=1"], "--no-zero-diagonal takes no value"),
        (["--version=2"], "--version takes no value"),
        (["--seed", "1", "--seed", "1"], "--seed is given more than once"),
        (
            ["--zero-diagonal", "--no-zero-diagonal"],
            "--zero-diagonal and --no-zero-diagonal exclude each other"
        ),
        (["-qv"], "--quiet and --verbose exclude each other"),
        (["a", "b"], "unexpected operand b; usage: sample [OPTION...] [PATTERNS]"),
        (
            ["--help-completion", "csh"],
            "--help-completion is csh, expected one of bash, zsh, fish; did you mean zsh?"
        ),
        (["--bad\u{1B}[2J"], "unknown option $'--bad\\033[2J'"),
    ])
    func wrongUsageIsToldInOneSentence(words: [String], message: String) {
        #expect(Command.sample.complaint(words) == message)
    }

    @Test(arguments: [
        "", "x", "1x", "x1", "1x2x3", "0x5", "5x0", "-1x4", "65536x1", "1x99999999999999999999", "3X4",
        "3 x4",
    ])
    func wrongSizes(text: String) throws {
        let message = try #require(Command.sample.complaint(["--size=" + text]))
        #expect(message.hasPrefix("--size is "))
        #expect(message.hasSuffix(", expected width x height such as 128x96, each from 1 to 65535"))
    }

    @Test func requestsForHelp() throws {
        func request(_ words: String...) throws -> String {
            switch try Parser.parse(words, by: .sample) {
            case .run: "run"
            case .help(let topic): "help " + (topic ?? "-")
            case .version: "version"
            case .manual: "manual"
            case .topics(let page, let language): "\(page.name) \(language)"
            case .completion(let shell): shell.rawValue
            }
        }
        #expect(try request("--help") == "help -")
        #expect(try request("-h", "oja") == "help oja")
        #expect(try request("--help=oja") == "help oja")
        #expect(try request("--help", "-q") == "help -")
        // What follows a request for help is not looked at; what stands before it is.
        #expect(try request("-ph", "oja", "--nonsense") == "help oja")
        #expect(Command.sample.complaint(["--nonsense", "--help"]) == "unknown option --nonsense")
        #expect(try request("--version") == "version")
        #expect(try request("--help-man") == "manual")
        #expect(try request("--help-completion", "fish") == "fish")
        #expect(try request("--help-completion=zsh") == "zsh")
    }

    @Test func helpWithoutTopicsTakesNoValue() throws {
        let command = Command(name: "plain", summary: "Do it.", options: [])
        guard case .help(let topic) = try Parser.parse(["--help", "word"], by: command) else {
            Issue.record("help was not asked for")
            return
        }
        #expect(topic == nil)
        #expect(command.complaint(["--help=word"]) == "--help takes no value")
    }
}
