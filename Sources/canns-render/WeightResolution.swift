import Documents
import Figures
import Patterns

/// How finely a large weight matrix is shown.
struct WeightResolution {
    /// As many cells as there are pixels, but a matrix is never finer than the page could be.
    private let most: Int

    init(_ options: FigureOptions) {
        if let size = options.size {
            most = min(20_000, max(1, size.width, size.height))
        } else {
            most = Int(min(16, max(1, options.scale ?? 2)) * 360)
        }
    }

    /// Blocks along a side. Where units form pictures, each row of pixels becomes a whole number of blocks: blocks
    /// that drift against the rows would show a pattern that the weights do not have.
    func blocks(_ document: AnyDocument) -> Int {
        guard case .weights(let weights) = document, let geometry = weights.inputGeometry ?? weights.patterns?.geometry,
            geometry.neurons > most, geometry.rows > 1, geometry.rows <= most
        else { return most }
        return most / geometry.rows * geometry.rows
    }
}
