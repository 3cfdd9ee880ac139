/// Draws a page whose layout is settled.
struct PageDrawing {
    let page: Page
    let layout: FigureLayout
    let canvas: Canvas

    func draw() {
        for (panel, place) in zip(page.panels, layout.panels) { draw(panel, place) }
        drawColorBar()
        drawLegend()
        for text in layout.texts {
            canvas.text(
                text.text, at: text.at, text.style, horizontal: text.horizontal, vertical: text.vertical,
                turned: text.turned)
        }
    }

    private static let lineWidth = 0.8

    private func draw(_ panel: Panel, _ place: PlacedPanel) {
        if panel.showsGrid { drawGrid(place) }
        if !panel.referencesOnTop { drawReferences(place) }
        panel.draw(canvas, place)
        if panel.referencesOnTop { drawReferences(place) }
        let frame = place.frame
        switch panel.border {
        case .none: break
        case .frame: canvas.frame(frame, width: 0.5, .frame)
        case .spines:
            let line = PageDrawing.lineWidth
            canvas.verticalLine(x: frame.left, from: frame.top, to: frame.bottom, width: line, .ink)
            canvas.horizontalLine(from: frame.left, to: frame.right, y: frame.bottom, width: line, .ink)
        }
        drawTicks(place)
    }

    private func drawGrid(_ place: PlacedPanel) {
        guard let axis = place.y else { return }
        for tick in axis.ticks {
            guard let y = axis.position(of: tick.value) else { continue }
            canvas.horizontalLine(
                from: place.frame.left, to: place.frame.right, y: y, width: 0.5, Color(gray: 0xE6))
        }
    }

    private func drawReferences(_ place: PlacedPanel) {
        for reference in place.references {
            let frame = place.frame
            let ends =
                reference.line.direction == .vertical
                ? [Point(x: reference.position, y: frame.bottom), Point(x: reference.position, y: frame.top)]
                : [Point(x: frame.left, y: reference.position), Point(x: frame.right, y: reference.position)]
            canvas.stroke(ends, reference.color, width: 1, dashes: [4, 3])
        }
    }

    private func drawTicks(_ place: PlacedPanel) {
        let frame = place.frame
        let line = PageDrawing.lineWidth
        if let axis = place.x {
            for (values, length) in [(axis.ticks.map(\.value), PanelMargins.tick), (axis.minorTicks, 2.2)] {
                for x in values.compactMap(axis.position) {
                    canvas.verticalLine(
                        x: x, from: frame.bottom, to: frame.bottom + length, width: line, .ink)
                }
            }
        }
        if let axis = place.y {
            for (values, length) in [(axis.ticks.map(\.value), PanelMargins.tick), (axis.minorTicks, 2.2)] {
                for y in values.compactMap(axis.position) {
                    canvas.horizontalLine(from: frame.left - length, to: frame.left, y: y, width: line, .ink)
                }
            }
        }
    }

    private func drawColorBar() {
        guard let bar = page.colorBar, let place = layout.colorBar else { return }
        let steps = max(2, Int((place.frame.height * canvas.density).rounded()))
        let column = (0..<steps).map { step in
            bar.scale.map.color(at: 1 - (Double(step) + 0.5) / Double(steps)).packed
        }
        canvas.image(PixelBuffer(width: 1, height: steps, pixels: column), in: place.frame)
        canvas.frame(place.frame, width: 0.5, .frame)
        for y in place.axis.ticks.compactMap({ place.axis.position(of: $0.value) }) {
            canvas.horizontalLine(
                from: place.frame.right, to: place.frame.right + PanelMargins.tick, y: y,
                width: PageDrawing.lineWidth, .ink)
        }
        if let missing = place.missing {
            canvas.hatch([missing])
            canvas.frame(missing, width: 0.5, .frame)
        }
    }

    private func drawLegend() {
        guard let legend = page.legend, let box = layout.legend else { return }
        let inRows = !layout.legendPlaces.isEmpty
        if !inRows { canvas.fill(box, .white) }
        for (index, entry) in legend.entries.enumerated() {
            let place =
                inRows
                ? Point(x: box.x + layout.legendPlaces[index].x, y: box.y + layout.legendPlaces[index].y)
                : Point(
                    x: box.x + Legend.padding,
                    y: box.y + Legend.padding + Double(index) * Legend.lineHeight)
            let middle = place.y + Legend.lineHeight / 2
            let symbol = Rect(x: place.x, y: middle - 5, width: legend.symbolWidth, height: 10)
            canvas.symbol(entry.symbol, in: symbol)
            canvas.text(
                layout.legendLabels[index], at: Point(x: symbol.right + Legend.symbolGap, y: middle), .tick,
                vertical: .middle)
        }
    }
}
