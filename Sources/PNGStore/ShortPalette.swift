/// A palette with fewer colours than the pixels' bits can name.
///
/// libpng shows a pixel beyond the end of the palette as some colour. Decoded with the palette filled up by a colour that
/// it does not have, such a pixel gives itself away.
struct ShortPalette {
    /// PLTE and tRNS, filled up.
    let chunks: [UInt8]
    /// Red, green, blue, alpha.
    private let filling: [UInt8]
    private let count: Int

    /// Nil for images without a palette and for palettes that are complete, or damaged so that libpng refuses them.
    init?(_ bytes: [UInt8], _ all: [PNGChunk], _ header: PNGHeader) {
        guard header.colorType == .palette, let palette = all.first(where: { $0.type == "PLTE" }),
            palette.data.count % 3 == 0, case let count = palette.data.count / 3,
            case let possible = 1 << header.bitDepth, (1..<possible).contains(count)
        else { return nil }
        let colors = Array(bytes[palette.data])
        let transparency = all.first { $0.type == "tRNS" }.map { Array(bytes[$0.data].prefix(count)) } ?? []
        let alphas = transparency + [UInt8](repeating: 255, count: count - transparency.count)
        // Entries are fewer than 256, so one of 256 reds is free.
        let taken = Set((0..<count).filter { alphas[$0] == 1 }.map { colors[3 * $0] })
        guard let red = (UInt8.min...UInt8.max).first(where: { !taken.contains($0) }) else { return nil }
        let missing = possible - count
        self.count = count
        filling = [red, 0, 0, 1]
        chunks =
            PNGChunk.write("PLTE", colors + (0..<missing).flatMap { _ in [red, 0, 0] })
            + PNGChunk.write("tRNS", alphas + [UInt8](repeating: 1, count: missing))
    }

    /// Refuses samples of which one has the filling.
    func check(_ samples: RGBAImage.Samples) throws(PNGError) {
        guard case .eightBit(let samples) = samples else { return }
        for start in stride(from: 0, to: samples.count, by: 4)
        where samples[start] == filling[0] && samples[start + 3] == filling[3] {
            throw PNGError("is damaged: a pixel has a colour beyond the \(count) of its palette")
        }
    }
}
