import CommandKit
import Documents
import Figures

/// A measured quantity of a study over two swept ones.
enum ContourView: View {
    static let name = "contour"
    static let summary = "what a study measured over two swept quantities, as a map with lines of equal value"
    static let options: Set<ViewOption> = [.only, .columns, .colormap]

    static func obstacle(_ document: AnyDocument) -> String? {
        if let obstacle = StudyView.obstacle(document) { return obstacle }
        guard case .study(let study) = document, let result = study.result else { return nil }
        return StudyFigure(result: result, request: ViewRequest()).sweptPlots.isEmpty
            ? "the study swept no two quantities over two values or more; sweep them, such as canns-study noise "
                + "--loads 0.05:0.25:0.02 --levels 0:0.4:0.05" : nil
    }

    static func figure(_ document: AnyDocument, _ request: ViewRequest) throws -> any Figure {
        guard case .study(let study) = document, let result = study.result else { throw Failure("no study") }
        return try StudyFigure(result: result, request: request).contours()
    }
}
