/// Every study that programs, files and tests know. A new study is a type and one line here.
public enum StudyRegistry {
    public static let all: [any Study.Type] = [
        CapacityStudy.self, NoiseStudy.self, BasinStudy.self, AttractorStudy.self, PatternStudy.self,
        WindowStudy.self, SelectivityStudy.self, CompetitionStudy.self,
        AccuracyStudy.self, CertifyStudy.self, SequenceStudy.self, PhaseStudy.self,
    ]

    /// The study of a name, or nil.
    public static func study(named name: String) -> (any Study.Type)? {
        all.first { $0.description.name == name }
    }

    /// All names, in order.
    public static var names: [String] { all.map { $0.description.name } }
}
