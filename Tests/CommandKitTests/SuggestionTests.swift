import Testing

@testable import CommandKit

@Suite struct SuggestionTests {
    @Test(arguments: [
        ("", "", 0), ("abc", "abc", 0), ("abc", "", 3), ("", "ab", 2), ("kitten", "sitting", 3),
        ("ab", "ba", 1),
        ("trheshold", "threshold", 1), ("abcd", "acbd", 1), ("abc", "abcd", 1), ("abcd", "abc", 1),
        // A transposed pair is not edited again: three edits, not two.
        ("ca", "abc", 3),
    ])
    func distances(first: String, second: String, distance: Int) {
        #expect(Suggestion.distance(first, second) == distance)
        #expect(Suggestion.distance(second, first) == distance)
    }

    @Test func onlyNearWordsAreOffered() {
        let words = ["hebbian", "oja", "sanger", "bcm"]
        #expect(Suggestion.nearest(to: "hebian", among: words) == "hebbian")
        #expect(Suggestion.nearest(to: "oaj", among: words) == "oja")
        #expect(Suggestion.nearest(to: "he", among: words) == "hebbian")
        #expect(Suggestion.nearest(to: "perceptron", among: words) == nil)
        #expect(Suggestion.nearest(to: "", among: words) == nil)
        #expect(Suggestion.nearest(to: "x", among: words) == nil)
        #expect(Suggestion.nearest(to: "hebian", among: []) == nil)
    }

    @Test func anUnknownNameIsToldFromKnownOnes() {
        #expect(
            UsageError.unknown("view", "rastr", among: ["sheet", "raster"]).message
                == "unknown view rastr, expected one of sheet, raster; did you mean raster?")
    }
}
