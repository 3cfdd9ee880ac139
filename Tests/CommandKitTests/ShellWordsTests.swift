import Testing

@testable import CommandKit

/// Lines of a history are read back as words.
@Suite struct ShellWordsTests {
    @Test(arguments: [
        ["canns-train", "--rule", "oja"], ["a b", "", "it's", "'"],
        ["--title", "tab\there\nline\\", "Zoë", "$x `y` \"z\""],
        ["\u{1}7", "--equation", "w + eta*(x*y - y^2*w)"],
    ])
    func wordsComeBack(words: [String]) {
        #expect(ShellQuoting.words(of: ShellQuoting.line(words)) == words)
    }

    @Test(arguments: ["'open", "a\\", "$'open", "$'\\q'", "$'\\07"])
    func brokenLinesHaveNoWords(line: String) { #expect(ShellQuoting.words(of: line) == nil) }
}
