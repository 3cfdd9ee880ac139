import Testing

@testable import OperatingSystem

@Suite struct UniversalTimeTests {
    /// 10⁹ seconds after 1970 ended on 9 September 2001 at 1:46:40; 2000 was a leap year, day 11 016 of the count its 29
    /// February.
    @Test(arguments: [
        (0, "1970-01-01T00:00:00Z"), (1_000_000_000, "2001-09-09T01:46:40Z"), (11_016 * 86_400, "2000-02-29T00:00:00Z"),
    ])
    func secondsAndTextAgree(seconds: Int, text: String) {
        #expect(UniversalTime.text(seconds) == text)
        #expect(UniversalTime.seconds(text) == seconds)
    }

    @Test(arguments: ["", "-", "2001-02-30T00:00:00Z", "2001-09-09", "2001-09-09T01:46:40+0"])
    func otherTextIsNoTime(text: String) { #expect(UniversalTime.seconds(text) == nil) }
}
