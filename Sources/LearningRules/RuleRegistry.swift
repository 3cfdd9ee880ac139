/// Every rule that programs, files and tests know. A new rule is one file and one line here.
public enum RuleRegistry {
    public static let all: [any LearningRule.Type] = [
        HebbianRule.self,
        AntiHebbianRule.self,
        StorkeyRule.self,
        PseudoInverseRule.self,
        PerceptronRule.self,
        CovarianceRule.self,
        DreamingRule.self,
        StoreRule.self,
        SequenceRule.self,
        WillshawRule.self,
        OjaRule.self,
        SangerRule.self,
        SubspaceRule.self,
        IndependentComponentsRule.self,
        FoldiakRule.self,
        BCMRule.self,
        STDPRule.self,
        TripletSTDPRule.self,
        InhibitorySTDPRule.self,
        CalciumRule.self,
        VoltageRule.self,
        ThreeFactorRule.self,
        SpikeEquationRule.self,
        DiehlCookRule.self,
        CompetitiveRule.self,
        CompetingRule.self,
        SelfOrganizingMapRule.self,
        EquationRule.self,
        SynapticScaling<HebbianRule>.self,
        SynapticScaling<STDPRule>.self,
        SynapticScaling<SpikeEquationRule>.self,
    ]

    /// The rule of a name, or nil.
    public static func rule(named name: String) -> (any LearningRule.Type)? {
        all.first { $0.description.name == name }
    }

    /// All names, in order.
    public static var names: [String] { all.map { $0.description.name } }
}
