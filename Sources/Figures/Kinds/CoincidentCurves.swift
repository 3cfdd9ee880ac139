/// Where curves of one plot lie on each other, found on the page.
///
/// Along a stretch that n curves share, each draws every n-th dash, so that all colours are seen in turn; at a point that n
/// curves share, the first draws the largest marker and each later one a smaller on top of it.
struct CoincidentCurves {
    private var sharers: [Segment: [Int]] = [:]
    private var owners: [Place: [Int]] = [:]

    /// Places nearer than a point and a half are one.
    private struct Place: Hashable {
        let x: Int
        let y: Int

        init(_ point: Point) {
            x = Int((point.x / 1.5).rounded())
            y = Int((point.y / 1.5).rounded())
        }
    }

    private struct Segment: Hashable {
        let from: Place
        let to: Place
    }

    /// Points beyond which curves are so dense that their ends, not their segments, tell them apart.
    private static let mostPoints = 2000

    /// - Parameter curves: the points of each curve, in pieces without a gap.
    init(_ curves: [[[Point]]]) {
        for (index, pieces) in curves.enumerated()
        where pieces.reduce(0, { $0 + $1.count }) <= CoincidentCurves.mostPoints {
            for piece in pieces {
                for point in Set(piece.map(Place.init)) { owners[point, default: []].append(index) }
                for (from, to) in zip(piece, piece.dropFirst()) {
                    let segment = Segment(from: Place(from), to: Place(to))
                    if sharers[segment]?.last != index { sharers[segment, default: []].append(index) }
                }
            }
        }
    }

    /// The place of a curve among those that share a point, and their number.
    func rank(of curve: Int, at point: Point) -> (rank: Int, count: Int) {
        CoincidentCurves.rank(curve, among: owners[Place(point)])
    }

    /// Stretches of a curve whose segments are shared with the same others.
    func stretches(of curve: Int, _ piece: [Point]) -> [(points: [Point], rank: Int, count: Int)] {
        var result: [(points: [Point], rank: Int, count: Int)] = []
        var last: [Int]?
        for (from, to) in zip(piece, piece.dropFirst()) {
            let shared = sharers[Segment(from: Place(from), to: Place(to))] ?? []
            if let last, last == shared {
                result[result.count - 1].points.append(to)
            } else {
                let (rank, count) = CoincidentCurves.rank(curve, among: shared)
                result.append(([from, to], rank, count))
            }
            last = shared
        }
        return result
    }

    private static func rank(_ curve: Int, among curves: [Int]?) -> (rank: Int, count: Int) {
        guard let curves, let rank = curves.firstIndex(of: curve) else { return (0, 1) }
        return (rank, curves.count)
    }
}
