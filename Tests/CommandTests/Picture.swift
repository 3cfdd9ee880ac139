import Figures
import Foundation
import PNGStore

/// The pixels of a PNG that a program wrote.
struct Picture {
    let width: Int
    let height: Int
    private let bytes: [UInt8]

    init(_ png: Data) throws {
        let image = try PNG.decode(Array(png))
        (width, height, bytes) = (image.width, image.height, image.pixels)
    }

    subscript(x: Int, y: Int) -> Color {
        let start = 4 * (y * width + x)
        return Color(red: bytes[start], green: bytes[start + 1], blue: bytes[start + 2])
    }

    /// Colours along a row of pixels, each once where it is repeated, and how often it is.
    func runs(row y: Int) -> [(color: Color, count: Int)] {
        var runs: [(color: Color, count: Int)] = []
        for x in 0..<width {
            if let last = runs.last, last.color == self[x, y] {
                runs[runs.count - 1].count += 1
            } else {
                runs.append((self[x, y], 1))
            }
        }
        return runs
    }

    /// The first row of pixels from `start` on in which cells of these colours stand side by side.
    func row(showing colors: [Color], from start: Int = 0) -> Int? {
        var wanted: [Color] = []
        for color in colors where wanted.last != color { wanted.append(color) }
        return (start..<height).first { y in
            let found = runs(row: y).map(\.color)
            guard found.count >= wanted.count else { return false }
            return (0...found.count - wanted.count).contains { found[$0..<$0 + wanted.count].elementsEqual(wanted) }
        }
    }

    /// What hangs together with the leftmost pixel of a kind: its highest and lowest pixel in each column. Neighbours
    /// touch at a side or a corner.
    func curve(_ belongs: (Color) -> Bool) -> [Int: ClosedRange<Int>] {
        let start = (0..<width * height).first { index in belongs(self[index / height, index % height]) }
        guard let start else { return [:] }
        var seen: Set<Int> = [start]
        var open = [start]
        var result: [Int: ClosedRange<Int>] = [:]
        while let index = open.popLast() {
            let (x, y) = (index / height, index % height)
            let rows = result[x] ?? y...y
            result[x] = min(rows.lowerBound, y)...max(rows.upperBound, y)
            for (nextX, nextY) in (-1...1).flatMap({ dx in (-1...1).map { (x + dx, y + $0) } })
            where (0..<width).contains(nextX) && (0..<height).contains(nextY) && belongs(self[nextX, nextY]) {
                if seen.insert(nextX * height + nextY).inserted { open.append(nextX * height + nextY) }
            }
        }
        return result
    }
}

extension Color {
    /// Pixels more than half covered by the first colour of series, a blue, or by the second, a vermillion.
    var isBlue: Bool { red < 128 && blue > green && Int(blue) > Int(red) + 60 }
    var isVermillion: Bool { blue < 128 && Int(red) > Int(blue) + 60 }
}
