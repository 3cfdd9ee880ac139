import LearningRules
import Models
import Parameters
import Studies
import Testing

/// An option that several studies, rules or models have is one option of the program: it reads one kind of value. Steps may
/// stand beside times, which are given by steps as well.
@Suite struct SharedOptionTests {
    private static func kind(_ kind: ParameterKind) -> String {
        switch kind {
        case .number, .numberOr: "number"
        case .quantity: "time"
        case .integer: "integer"
        case .toggle: "toggle"
        case .choice, .text: "text"
        case .numbers: "numbers"
        case .integers: "integers"
        case .texts: "texts"
        case .sentences: "sentences"
        }
    }

    private static func check(_ tables: [[ParameterDescription]]) {
        for (name, all) in Dictionary(grouping: tables.joined(), by: \.name) {
            var kinds = Set(all.map { Self.kind($0.kind) })
            if kinds.contains("time") { kinds.subtract(["integer", "number"]) }
            #expect(kinds.count == 1, "--\(name)")
        }
    }

    @Test func ofStudies() { Self.check(StudyRegistry.all.map { $0.parameterTable }) }
    @Test func ofRules() { Self.check(RuleRegistry.all.map { $0.parameterTable }) }
    @Test func ofModels() { Self.check(ModelRegistry.all.map { $0.parameterTable }) }
}
