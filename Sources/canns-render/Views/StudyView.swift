import CommandKit
import Documents
import Figures

/// A study as it wants to be drawn: curves with errors and theory, bars, maps of two swept quantities.
enum StudyView: View {
    static let name = "study"
    static let summary = "what a study found, with errors and theory"

    static func obstacle(_ document: AnyDocument) -> String? {
        guard case .study(let study) = document else {
            return "\(document.noun) is no study; run one with canns-study"
        }
        guard let result = study.result else {
            let done = "\(study.cells.doneCount) of \(study.cells.count) cells"
            return "the study is not complete (\(done)); go on with canns-study resume, or merge its parts"
        }
        let figure = StudyFigure(result: result, request: ViewRequest())
        return result.plots.contains(where: figure.isDrawable) ? nil : "the study found no numbers to draw"
    }

    static func figure(_ document: AnyDocument, _ request: ViewRequest) throws -> any Figure {
        guard case .study(let study) = document, let result = study.result else { throw Failure("no study") }
        return try StudyFigure(result: result, request: request).figure()
    }
}
