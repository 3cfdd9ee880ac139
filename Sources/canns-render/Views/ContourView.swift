import CommandKit
import Documents
import Figures

/// A measured quantity of a study over two swept ones.
enum ContourView: View {
    static let name = "contour"
    static let summary = "what a study measured over two swept quantities, as a map with lines of equal value"
    static let options: Set<ViewOption> = [.only, .columns, .colormap, .xRange]

    static func content(of document: AnyDocument) throws(ViewObstacle) -> CompleteStudy {
        let study = try document.completeStudy()
        if StudyFigure([study], request: ViewRequest()).sweptPlots.isEmpty {
            throw ViewObstacle(
                "the study swept no two quantities over two values or more; sweep them, such as canns-study noise "
                    + "--loads 0.05:0.25:0.02 --levels 0:0.4:0.05")
        }
        return study
    }

    static func figure(_ study: CompleteStudy, _ request: ViewRequest) throws -> any Figure {
        try StudyFigure([study], request: request).contours()
    }
}
