import Testing

@testable import Documents

/// The lines of a history taken apart.
@Suite struct ProvenanceStepTests {
    @Test func theOldestStepIsFirstAndVersionsAreTheLastParentheses() {
        let history = """
            2026-01-02T00:00:00Z canns-train -r 'equation(x)' (canns 1.0.0, HDF5 1.10.8)
            2026-01-01T00:00:00Z canns-import 'a (1).png' (canns 1.0.0, HDF5 1.10.8)
            """
        let steps = FileOrigin(history: history).steps.map(\.told)
        #expect(steps.map(\.created) == ["2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"])
        #expect(steps.map(\.command) == ["canns-import 'a (1).png'", "canns-train -r 'equation(x)'"])
        #expect(steps.map(\.versions) == ["canns 1.0.0, HDF5 1.10.8", "canns 1.0.0, HDF5 1.10.8"])
    }

    /// A line of other origin keeps what it says.
    @Test func otherLinesStayWhole() {
        #expect(ProvenanceStep(line: "made by hand").command == "by hand")
        #expect(FileOrigin(history: "").steps.isEmpty)
    }
}
