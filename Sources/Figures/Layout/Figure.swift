/// Something that can be drawn as pixels or for print.
package protocol Figure: Sendable {
    /// What the figure consists of, before it has a size.
    func page() throws(FigureError) -> Page
}

extension Figure {
    /// Draws the figure as pixels.
    package func image(_ options: FigureOptions = FigureOptions()) throws(FigureError) -> FigureImage {
        try drawn(on: .image, options).finishedImage()
    }

    /// Draws the figure as an SVG document.
    package func svg(_ options: FigureOptions = FigureOptions()) throws(FigureError) -> [UInt8] {
        try drawn(on: .svg, options).finishedDocument()
    }

    /// Draws the figure as a PDF document of one page.
    package func pdf(_ options: FigureOptions = FigureOptions()) throws(FigureError) -> [UInt8] {
        try drawn(on: .pdf, options).finishedDocument()
    }

    /// Where everything lies in the picture that `image` gives for the same options.
    package func layout(_ options: FigureOptions = FigureOptions()) throws(FigureError) -> FigureLayout {
        try page().layout(options, for: .image)
    }

    /// Title and subtitle in one line, for readers who do not see the figure; empty where it has none.
    package func summary() throws(FigureError) -> String {
        let page = try page()
        return [page.title, page.subtitle].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: "; ")
    }

    private func drawn(on medium: Canvas.Medium, _ options: FigureOptions) throws(FigureError) -> Canvas {
        let page = try page()
        let layout = try page.layout(options, for: medium)
        let canvas = try Canvas(
            medium: medium, pixelSize: layout.pixelSize, scale: layout.scale, missing: options.missing)
        canvas.describe(
            title: page.title ?? options.documentTitle, description: options.description, created: options.created)
        PageDrawing(page: page, layout: layout, canvas: canvas).draw()
        return canvas
    }
}
