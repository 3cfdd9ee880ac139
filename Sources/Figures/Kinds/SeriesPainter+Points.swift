/// Where series lie in a panel: the points that are drawn, and those that a legend keeps clear of.
extension SeriesPainter {
    /// Points of a series in the panel, in pieces that have no gap.
    func pieces(_ x: [Double], _ y: [Double], _ place: PlacedPanel) -> [[Point]] {
        var pieces: [[Point]] = [[]]
        for (across, up) in zip(x, y) {
            if let point = place.point(across, up) {
                pieces[pieces.count - 1].append(SeriesPainter.bounded(point, by: place.frame))
            } else if !pieces[pieces.count - 1].isEmpty {
                pieces.append([])
            }
        }
        return pieces.filter { !$0.isEmpty }
    }

    /// Cairo counts in fixed point: far-off places are brought near without changing what is seen noticeably.
    static func bounded(_ point: Point, by frame: Rect) -> Point {
        let reach = 8000.0
        return Point(
            x: min(max(point.x, frame.left - reach), frame.right + reach),
            y: min(max(point.y, frame.top - reach), frame.bottom + reach))
    }

    /// Stretches that follow each other without a gap, as one.
    static func joined(_ stretches: [(points: [Point], rank: Int, count: Int)]) -> [[Point]] {
        var result: [[Point]] = []
        for stretch in stretches {
            if let last = result.last?.last, last == stretch.points.first {
                result[result.count - 1] += stretch.points.dropFirst()
            } else {
                result.append(stretch.points)
            }
        }
        return result
    }

    /// Of many points in one column of pixels keeps first, lowest, highest and last: what the line covers there.
    static func thinned(_ points: [Point], step: Double) -> [Point] {
        guard points.count > 4000 else { return points }
        var result: [Point] = []
        var start = 0
        while start < points.count {
            let column = (points[start].x / step).rounded(.down)
            var end = start
            var (low, high) = (start, start)
            while end < points.count, (points[end].x / step).rounded(.down) == column {
                if points[end].y < points[low].y { low = end }
                if points[end].y > points[high].y { high = end }
                end += 1
            }
            let kept = Set([start, low, high, end - 1])
            result += kept.sorted().map { points[$0] }
            start = end
        }
        return result
    }

    /// Where lines, markers and uncertainties lie, dense enough that no legend slips between them.
    func obstacles(_ place: PlacedPanel) -> [Point] {
        var result: [Point] = []
        for one in series {
            let heights = [one.series.y, one.series.lower, one.series.upper].compactMap { $0 }
            for piece in heights.flatMap({ pieces(one.series.x, $0, place) }) {
                guard one.series.hasLine else {
                    result += piece
                    continue
                }
                result.append(piece[0])
                for (from, to) in zip(piece, piece.dropFirst()) {
                    let length = max((to.x - from.x).magnitude, (to.y - from.y).magnitude)
                    let steps = min(2000, max(1, Int(length / 5)))
                    for step in 1...steps {
                        let part = Double(step) / Double(steps)
                        result.append(
                            Point(x: from.x + part * (to.x - from.x), y: from.y + part * (to.y - from.y)))
                    }
                }
            }
        }
        return result
    }
}
