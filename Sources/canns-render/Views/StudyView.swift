import CommandKit
import Documents
import Figures

/// What a study measured, with the theory beside it.
enum StudyView: View {
    static let name = "study"
    static let summary = "what a study measured, with theory and errors; --only names some of its plots"
    static let options: Set<ViewOption> = [.only, .columns, .colormap]

    static func obstacle(_ document: AnyDocument) -> String? {
        guard case .study(let study) = document else {
            return "\(document.noun) holds no study; make one with canns-study"
        }
        guard study.result != nil else {
            let done = "\(study.cells.doneCount) of \(study.cells.count) cells"
            return "the study is not complete (\(done)); go on with canns-study resume, or merge its parts"
        }
        return nil
    }

    static func figure(_ document: AnyDocument, _ request: ViewRequest) throws -> any Figure {
        guard case .study(let study) = document, let result = study.result else { throw Failure("no study") }
        let drawing = StudyFigure(result: result, request: request)
        guard result.plots.contains(where: drawing.isDrawable) else {
            throw Failure("the study has no number to draw: no plot of it has a finite value")
        }
        return try drawing.figure()
    }
}
