import Testing

@testable import CommandKit

@Suite struct ArgumentsTests {
    @Test func commandLineCanBePastedIntoAShell() throws {
        let words = ["in dir/a.h5", "--only", "it's", "--only=$x", "-l", "0.5"]
        let arguments = try #require(try Command.sample.arguments(words))
        #expect(arguments.commandLine == #"sample 'in dir/a.h5' --only 'it'\''s' '--only=$x' -l 0.5"#)
    }

    @Test(arguments: [
        ("plain-1.h5", "plain-1.h5"), ("", "''"), ("a b", "'a b'"), ("*", "'*'"), ("~", "'~'"),
        ("#1", "'#1'"),
        ("Grün/ø", "Grün/ø"), ("a\nb", #"$'a\nb'"#), ("a\u{1B}'\\", #"$'a\033\'\\'"#),
        ("\u{85}1", #"$'\302\2051'"#),
    ])
    func quoting(word: String, quoted: String) {
        #expect(ShellQuoting.quoted(word) == quoted)
    }

    @Test func optionsOfOtherRulesAreRefused() throws {
        let arguments = try #require(try Command.sample.arguments(["--zero-diagonal", "--epochs", "2"]))
        try arguments.refuseOptions(notFor: "hebbian", kind: "rule")
        let foreign = UsageError("--zero-diagonal does not apply to rule oja, which has --learning-rate")
        #expect(throws: foreign) { try arguments.refuseOptions(notFor: "oja", kind: "rule") }
        let bare = UsageError(
            "--zero-diagonal does not apply to rule storkey, which has no options of its own")
        #expect(throws: bare) { try arguments.refuseOptions(notFor: "storkey", kind: "rule") }
    }

    @Test func optionsExcludeAndNeedEachOther() throws {
        let arguments = try #require(try Command.sample.arguments(["--epochs", "2", "--plain"]))
        try arguments.refuseTogether("epochs", "threshold")
        #expect(throws: UsageError("--epochs and --plain exclude each other")) {
            try arguments.refuseTogether("plain", "epochs")
        }
        try arguments.require("plain", with: "epochs")
        try arguments.require("size", with: "threshold")
        #expect(throws: UsageError("--epochs needs --size")) { try arguments.require("size", with: "epochs") }
    }

    @Test func operandsAreCountedAndChecked() {
        let one = Operand(name: "STUDY", summary: "What to study.", choices: ["capacity", "noise"])
        let some = Operand(name: "FILE", summary: "Files.", count: .some)
        let command = Command(name: "study", summary: "Study.", operands: [one, some], options: [])
        #expect(command.complaint(["noise", "a", "b"]) == nil)
        #expect(command.complaint([]) == "STUDY is missing; usage: study [OPTION...] STUDY FILE...")
        #expect(command.complaint(["noise"]) == "FILE is missing; usage: study [OPTION...] STUDY FILE...")
        #expect(
            command.complaint(["nosie", "a"])
                == "STUDY is nosie, expected one of capacity, noise; did you mean noise?")
    }

    @Test func anOptionOfTheProgramTakesThePlaceOfAStandardOne() throws {
        let seed = Option(name: "seed", value: .text(placeholder: "WORD"), summary: "A word.")
        let command = Command(name: "own", summary: "Do it.", options: [seed])
        #expect(command.options.count(where: { $0.name == "seed" }) == 1)
        #expect(try command.arguments(["--seed", "x"])?.text("seed") == "x")
    }
}
