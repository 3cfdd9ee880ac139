import CommandKit
import Documents
import HDF5Store
import LearningRules
import Models
import OperatingSystem
import Parameters

extension Arguments {
    /// How the spiking units of `--initial` work, where that is a file of ours: the parameters of the rule that its model
    /// keeps. To go on means to go on with these units, unless options say otherwise.
    func initialDynamics(of rule: any LearningRule.Type) throws -> [String: ParameterValue] {
        guard let path = text("initial"), InputFile.exists(path), !InputFile.isStream(path) else { return [:] }
        var found = try DocumentReader.open(path) { root, header -> [String: ParameterValue] in
            guard header != nil, root.contains("model") else { return [:] }
            return try root.group("model") { model in
                let kind = try model.value("kind")?.text
                guard kind.flatMap(ModelRegistry.model) is any SpikingModel.Type else { return [:] }
                var found: [String: ParameterValue] = [:]
                for parameter in rule.parameterTable {
                    found[parameter.name] = try model.value(parameter.attributeName)?.parameterValue(parameter.kind)
                }
                return found
            }
        }
        // A time constant would hide the leak that is asked for.
        if has("leak") { found["tau-m"] = nil }
        return found
    }
}
