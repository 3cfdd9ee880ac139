import CommandKit
import Documents
import Figures
import Studies

/// What a study measured, with the theory beside it.
enum StudyView: View {
    static let name = "study"
    static let summary = "what a study measured, with theory and errors"
    static let options: Set<ViewOption> = [.only, .columns, .colormap, .xRange, .theory]

    static func content(of document: AnyDocument) throws(ViewObstacle) -> CompleteStudy {
        try document.completeStudy()
    }

    static func figure(_ study: CompleteStudy, _ request: ViewRequest) throws -> any Figure {
        try figure(StudyFigure([study], request: request), study.result)
    }

    /// Several studies of a kind in one figure.
    ///
    /// - Parameter labels: what sets each apart.
    static func figure(_ studies: [CompleteStudy], labels: [String], _ request: ViewRequest) throws -> any Figure {
        try figure(StudyFigure(studies, labels: labels, request: request), studies[0].result)
    }

    private static func figure(_ drawing: StudyFigure, _ result: StudyResult) throws -> any Figure {
        guard result.plots.contains(where: drawing.isDrawable) else {
            throw Failure("the study has no number to draw: no plot of it has a finite value")
        }
        return try drawing.figure()
    }
}

/// A study with its result.
struct CompleteStudy {
    let document: StudyDocument
    let result: StudyResult
}
