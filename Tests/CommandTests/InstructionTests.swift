import TestSupport
import Testing

/// The instructions that CANNS_INSTRUCTIONS names.
@Suite struct InstructionVariableTests {
    /// Plain ones, which every processor has, give the file that the fastest give. OpenBLAS chooses its own in both.
    @Test func sameFile() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            canns-import -q --patches 60 --patch-size 5x7 --seed 2 $PHOTOS/camera.png -o patches.h5 && mkdir fast plain
            train="canns-train -q -r sanger --outputs 3 --seed 1 ../patches.h5 -o layer.h5"
            (cd fast && $train) && (cd plain && CANNS_INSTRUCTIONS=plain $train) && cmp fast/layer.h5 plain/layer.h5
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    @Test(arguments: [
        ("sse2", "CANNS_INSTRUCTIONS is sse2, expected plain"), ("", "CANNS_INSTRUCTIONS is '', expected plain"),
    ])
    func unknown(_ word: String, _ sentence: String) throws {
        let outcome = try Workplace().shell("canns-study --help", environment: ["CANNS_INSTRUCTIONS": word])
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains(sentence), "\(outcome.errors)")
    }
}
