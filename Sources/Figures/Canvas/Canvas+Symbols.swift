extension Canvas {
    /// Radius of markers, in points.
    static let markerRadius = 3.2

    /// Draws the marker of a series; every marker has its centre of mass on the data point.
    func marker(_ style: SeriesStyle, at center: Point, radius: Double = Canvas.markerRadius) {
        let color = style.color
        switch style.marker {
        case .circle: circle(at: center, radius: radius, fill: color, outline: nil)
        case .square: regular([(-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)])
        case .diamond: regular([(0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)])
        case .triangle: regular([(0, -1.3), (1.126, 0.65), (-1.126, 0.65)])
        case .invertedTriangle: regular([(0, 1.3), (1.126, -0.65), (-1.126, -0.65)])
        case .cross: bars([(-0.85, -0.85, 0.85, 0.85), (-0.85, 0.85, 0.85, -0.85)])
        case .plus: bars([(-1.1, 0, 1.1, 0), (0, -1.1, 0, 1.1)])
        }
        func place(_ x: Double, _ y: Double) -> Point {
            Point(x: center.x + x * radius, y: center.y + y * radius)
        }
        func regular(_ corners: [(Double, Double)]) { fill(corners.map(place), color) }
        func bars(_ lines: [(Double, Double, Double, Double)]) {
            for (x0, y0, x1, y1) in lines {
                stroke([place(x0, y0), place(x1, y1)], color, width: radius * 0.55)
            }
        }
    }

    /// Draws the symbol of a legend's entry.
    func symbol(_ symbol: Legend.Symbol, in rect: Rect) {
        let middle = rect.center
        switch symbol {
        case .swatch(let color):
            fill(Rect(x: middle.x - 5, y: middle.y - 5, width: 10, height: 10), color)
        case .missing:
            hatch([Rect(x: middle.x - 5, y: middle.y - 5, width: 10, height: 10)])
        case .series(let style, let line, let marker, let band):
            if band { fill(rect, style.color.mixed(with: .white, fraction: 0.75)) }
            if line {
                let ends = [Point(x: rect.left, y: middle.y), Point(x: rect.right, y: middle.y)]
                stroke(ends, style.color, width: 1.5, dashes: style.dashes)
            }
            if marker { self.marker(style, at: middle) }
        }
    }
}
