import Testing

@testable import CommandKit

@Suite struct TextTests {
    @Test func wrapping() {
        #expect(TextWrapping.lines("", width: 10) == [])
        #expect(TextWrapping.lines("one two  three\nfour", width: 9) == ["one two", "three", "four"])
        #expect(TextWrapping.lines("one two", width: 7) == ["one two"])
        #expect(TextWrapping.lines("one two", width: 6) == ["one", "two"])
        #expect(TextWrapping.lines("a extraordinarily b", width: 5) == ["a", "extraordinarily", "b"])
        #expect(TextWrapping.paragraph("one two", indent: 2, width: 80) == "  one two\n")
    }

    @Test(arguments: [40, 59, 60, 80, 100])
    func helpKeepsToItsWidth(width: Int) {
        let lines = HelpPage(.sample, width: width, bold: false).text().split(separator: "\n")
        let long = lines.filter { line in
            // Examples and synopsis are kept whole, so that they can be copied.
            line.count > width && !line.hasPrefix("  sample ") && !line.hasPrefix("Usage")
                && !line.hasPrefix("Exit status")
        }
        #expect(long.isEmpty)
    }

    @Test func boldIsOnlyAroundHeadingsAndLabels() {
        let plain = HelpPage(.sample, width: 80, bold: false).text()
        let bold = HelpPage(.sample, width: 80, bold: true).text()
        let stripped = bold.split(separator: "\u{1B}[1m", omittingEmptySubsequences: false).joined()
            .split(separator: "\u{1B}[0m", omittingEmptySubsequences: false).joined()
        #expect(stripped == plain)
        #expect(bold.contains("\u{1B}[1m-f, --force\u{1B}[0m  "))
        #expect(!plain.contains("\u{1B}"))
    }

    @Test func ranges() {
        #expect(RangeText.expectation(1...9) == "an integer from 1 to 9")
        #expect(RangeText.expectation(Int.min...9) == "an integer 9 or less")
        #expect(RangeText.expectation(Int.min...Int.max) == "an integer")
        #expect(RangeText.expectation(0.5...2) == "a number from 0.5 to 2")
        #expect(RangeText.expectation(0...Double.infinity) == "a number 0 or more")
        #expect(RangeText.expectation(.leastNonzeroMagnitude...1) == "a number above 0, at most 1")
        #expect(RangeText.expectation(.leastNonzeroMagnitude ... .infinity) == "a number above 0")
    }

    @Test func numbers() {
        #expect(NumberText.significant(-123.456, digits: 5) == "-123.46")
        #expect(NumberText.significant(0.000012, digits: 3) == "1.2e-05")
        #expect(NumberText.fixed(0.25, places: 3) == "0.250")
        #expect(NumberText.fixed(-1e20, places: 1) == "-100000000000000000000.0")
    }

    @Test func dates() {
        #expect(CalendarDate.text(secondsSince1970: 0) == "January 1, 1970")
        // 2024-02-29 00:00 UTC: 19782 days of 86400 s.
        #expect(CalendarDate.text(secondsSince1970: 1_709_164_800) == "February 29, 2024")
    }

    @Test func versions() {
        #expect(Command.sample.versionLine("1.0.0", []) == "sample 1.0.0\n")
        #expect(Command.sample.versionLine("1.0.0", ["HDF5 1", "PNG 2"]) == "sample 1.0.0 (HDF5 1, PNG 2)\n")
    }

    @Test func unknownTopicsAreToldFromKnownOnes() throws {
        let page = HelpPage(.sample, width: 80, bold: false)
        #expect(throws: UsageError("no help on ojja, topics are oja, hebbian; did you mean oja?")) {
            try page.topic("ojja")
        }
    }

    @Test func mdocEscapes() {
        #expect(
            Mdoc.text(".x 'a \\n \"q\" --fit a-b η. Next one.")
                == "\\&.x 'a \\en \\(dqq\\(dq \\-\\-fit a-b \\[u03B7].\nNext one.\n")
        #expect(Mdoc.verbatim("a-b 'x' ~ ^ `") == "a\\-b \\(aqx\\(aq \\(ti \\(ha \\(ga")
        #expect(Mdoc.argument("Ar|It") == "\\&Ar | \\&It")
    }
}
