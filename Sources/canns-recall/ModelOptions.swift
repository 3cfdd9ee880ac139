import CommandKit
import Models
import Parameters

/// One option for each parameter of any model that recalls: it replaces what the file has.
var modelOptions: [Option] {
    Option.parameters(of: ModelRegistry.all.map { (name: $0.kind, table: replaceable($0)) }, noun: "model") { _ in
        "Parameters of models"
    }
}

/// The parameters of a model that a recall can replace: those of layers stay, and options of this program go first.
func replaceable(_ model: any StorableModel.Type) -> [ParameterDescription] {
    guard model is any RecallingModel.Type || model is any PairModel.Type else { return [] }
    return model.parameterTable.filter { parameter in !ownOptions.contains { $0.name == parameter.name } }
}
