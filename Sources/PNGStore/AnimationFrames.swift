// Aim: the pictures of an animated PNG as they are seen one after the other.
//
// A frame is a rectangle that is laid onto what the frames before it left: it replaces what is there or is blended over it
// by its alpha, and afterwards stays, is cleared, or gives way to what was there before. The first picture of the file
// belongs to the animation only where a frame control stands before it.
//
// Source: Portable Network Graphics (PNG) Specification, third edition, 2025, section 11.3.6 (acTL, fcTL, fdAT).

extension PNG {
    /// The pictures of an animated PNG, each as large as the whole.
    ///
    /// - Parameter maximumPixels: of all pictures together.
    /// - Returns: nil for a PNG without an animation.
    /// - Throws: `PNGError` when the bytes are no PNG, truncated, damaged, contradict themselves or are too large.
    package static func frames(_ bytes: [UInt8], maximumPixels: Int = 1 << 28) throws(PNGError) -> [RGBAImage]? {
        let header = try PNGHeader.read(bytes)
        let chunks = try PNGChunk.all(bytes)
        guard let animation = try FrameList(bytes, chunks, header) else { return nil }
        guard Double(animation.frames.count) * Double(header.pixelCount) <= Double(maximumPixels) else {
            throw PNGError(
                "is too large: \(animation.frames.count) pictures of \(header.width)×\(header.height) pixels, at most "
                    + "\(maximumPixels) pixels are accepted")
        }
        var canvas = FrameCanvas(width: header.width, height: header.height)
        var pictures: [RGBAImage] = []
        for frame in animation.frames {
            let image = try decode(animation.file(of: frame), maximumPixels: maximumPixels)
            pictures.append(canvas.showing(image.pixels, frame.control))
        }
        return pictures
    }
}

/// What a frame control says.
struct FrameControl {
    enum Disposal: UInt8 {
        case none = 0
        case background = 1
        case previous = 2
    }

    let width: Int
    let height: Int
    let x: Int
    let y: Int
    var disposal: Disposal
    let isBlended: Bool
}

/// The frames of a file, with the data of each.
private struct FrameList {
    struct Frame {
        let control: FrameControl
        /// Parts of the compressed data, in their order.
        var data: [Range<Int>] = []
    }

    private(set) var frames: [Frame] = []
    private let bytes: [UInt8]
    /// Chunks before the first picture that say how samples are stored.
    private let shared: [PNGChunk]
    private let header: PNGHeader

    /// - Returns: nil without an animation control before the first picture.
    init?(_ bytes: [UInt8], _ chunks: [PNGChunk], _ header: PNGHeader) throws(PNGError) {
        (self.bytes, self.header) = (bytes, header)
        let beginning = chunks.prefix { $0.type != "IDAT" }
        guard let control = beginning.first(where: { $0.type == "acTL" }) else { return nil }
        guard control.data.count == 8 else { throw PNGError("is damaged: its animation control is no 8 bytes long") }
        shared = beginning.filter { $0.type == "PLTE" || $0.type == "tRNS" }
        var sequence: UInt32 = 0
        func count(_ chunk: PNGChunk) throws(PNGError) {
            guard chunk.data.count >= 4, bigEndian32(bytes[...], at: chunk.data.lowerBound) == sequence else {
                throw PNGError("is damaged: frame chunk \(sequence) of its animation is missing")
            }
            sequence += 1
        }
        for chunk in chunks {
            switch chunk.type {
            case "fcTL":
                try count(chunk)
                frames.append(Frame(control: try Self.control(bytes, chunk, header, isFirst: frames.isEmpty)))
            case "IDAT" where !frames.isEmpty: frames[frames.count - 1].data.append(chunk.data)
            case "fdAT":
                try count(chunk)
                guard !frames.isEmpty else { throw PNGError("is damaged: a picture of its animation has no control") }
                frames[frames.count - 1].data.append(chunk.data.lowerBound + 4..<chunk.data.upperBound)
            default: break
            }
        }
        let declared = Int(bigEndian32(bytes[...], at: control.data.lowerBound))
        guard frames.count == declared, declared > 0, frames.allSatisfy({ !$0.data.isEmpty }) else {
            let whole = frames.count { !$0.data.isEmpty }
            throw PNGError("is damaged: its animation has \(whole) whole pictures, expected \(declared)")
        }
    }

    private static func control(
        _ bytes: [UInt8], _ chunk: PNGChunk, _ header: PNGHeader, isFirst: Bool
    ) throws(PNGError) -> FrameControl {
        guard chunk.data.count == 26 else {
            throw PNGError("is damaged: a frame control of its animation has \(chunk.data.count) bytes, expected 26")
        }
        let start = chunk.data.lowerBound
        func number(_ offset: Int) -> Int { Int(bigEndian32(bytes[...], at: start + offset)) }
        let (width, height, x, y) = (number(4), number(8), number(12), number(16))
        guard width > 0, height > 0, width <= header.width - x, height <= header.height - y else {
            throw PNGError(
                "is damaged: a picture of its animation, \(width)×\(height) at \(x),\(y), lies outside the "
                    + "\(header.width)×\(header.height) pixels")
        }
        guard let disposal = FrameControl.Disposal(rawValue: bytes[start + 24]), bytes[start + 25] < 2 else {
            throw PNGError("is damaged: a frame control of its animation asks for what no standard describes")
        }
        var control = FrameControl(
            width: width, height: height, x: x, y: y, disposal: disposal, isBlended: bytes[start + 25] == 1)
        // Before the first picture there is nothing to go back to.
        if isFirst, disposal == .previous { control.disposal = .background }
        return control
    }

    /// The PNG of one frame by itself.
    func file(of frame: Frame) -> [UInt8] {
        var fields = Array(bytes[PNGChunk.signature.count + 8..<PNGChunk.signature.count + 21])
        fields.replaceSubrange(0..<4, with: bigEndianBytes(UInt32(frame.control.width)))
        fields.replaceSubrange(4..<8, with: bigEndianBytes(UInt32(frame.control.height)))
        var file = PNGChunk.signature + PNGChunk.write("IHDR", fields)
        for chunk in shared { file += bytes[chunk.extent] }
        for part in frame.data { file += PNGChunk.write("IDAT", Array(bytes[part])) }
        return file + PNGChunk.write("IEND", [])
    }
}

/// What is seen: eight bits a sample, straight alpha; transparent black at first.
private struct FrameCanvas {
    let width: Int
    let height: Int
    private var pixels: [UInt8]

    init(width: Int, height: Int) {
        (self.width, self.height) = (width, height)
        pixels = [UInt8](repeating: 0, count: 4 * width * height)
    }

    /// Lays a frame onto what is there and gives what is seen; then does with it what its control says.
    mutating func showing(_ frame: [UInt8], _ control: FrameControl) -> RGBAImage {
        let before = pixels
        for row in 0..<control.height {
            let (target, source) = (start(control, row), 4 * row * control.width)
            for sample in stride(from: 0, to: 4 * control.width, by: 4) {
                let above = frame[source + sample..<source + sample + 4]
                let pixel =
                    control.isBlended ? Self.blended(above, pixels[target + sample..<target + sample + 4]) : above
                pixels.replaceSubrange(target + sample..<target + sample + 4, with: pixel)
            }
        }
        let image = RGBAImage(width: width, height: height, pixels: pixels)
        switch control.disposal {
        case .none: break
        case .previous: pixels = before
        case .background:
            for row in 0..<control.height {
                let target = start(control, row)
                for sample in target..<target + 4 * control.width { pixels[sample] = 0 }
            }
        }
        return image
    }

    /// The first sample on the canvas of a row of a frame.
    private func start(_ control: FrameControl, _ row: Int) -> Int { 4 * ((control.y + row) * width + control.x) }

    /// Straight alpha over straight alpha, rounded:  a = a1 + a2 (1 - a1),  c = (c1 a1 + c2 a2 (1 - a1)) / a.
    private static func blended(_ above: ArraySlice<UInt8>, _ below: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let (first, second) = (above.startIndex, below.startIndex)
        let (upper, lower) = (Int(above[first + 3]), Int(below[second + 3]))
        if upper == 255 { return above }
        if upper == 0 { return below }
        // In units of 1 / 255².
        let (own, rest) = (255 * upper, lower * (255 - upper))
        let alpha = own + rest
        var pixel = (0..<3).map { channel in
            let sum = Int(above[first + channel]) * own + Int(below[second + channel]) * rest
            return UInt8((2 * sum + alpha) / (2 * alpha))
        }
        pixel.append(UInt8((2 * alpha + 255) / 510))
        return pixel[...]
    }
}
