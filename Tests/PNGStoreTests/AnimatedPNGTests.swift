import Testing

@testable import PNGStore

@Suite struct AnimatedPNGTests {
    private func picture(_ level: UInt8) -> PNGPixels {
        PNGPixels(width: 7, height: 5, kind: .rgb, bytes: (0..<105).map { UInt8($0) ^ level })
    }

    /// Types and data of all chunks, each with a right checksum.
    private func chunks(_ file: [UInt8]) throws -> [(type: String, data: [UInt8])] {
        try PNGChunk.all(file).map { ($0.type, Array(file[$0.data])) }
    }

    private func rgb(_ image: RGBAImage) -> [UInt8] {
        image.pixels.enumerated().filter { $0.offset % 4 != 3 }.map(\.element)
    }

    @Test func everyFrameIsItsPicture() throws {
        var animation = try AnimatedPNG(width: 7, height: 5, delay: 300, text: [("Title", "steps")])
        let pictures = [picture(0), picture(85), picture(170)]
        for picture in pictures { try animation.add(picture) }
        let file = try animation.finished()
        // A reader without animation shows the first picture; the decoder also checks every checksum.
        #expect(rgb(try PNG.decode(file)) == pictures[0].bytes)
        #expect(try PNGText.read(file).map(\.value) == ["steps"])
        let all = try chunks(file)
        #expect(Array(all.map(\.type).prefix(2)) == ["IHDR", "acTL"])
        #expect(all.last?.type == "IEND")
        #expect(all[1].data == [0, 0, 0, 3, 0, 0, 0, 0])
        // Running numbers of fcTL and fdAT count from 0 without a gap.
        let numbers = all.filter { $0.type == "fcTL" || $0.type == "fdAT" }
            .map { $0.data.prefix(4).reduce(0) { $0 << 8 | Int($1) } }
        #expect(numbers == Array(numbers.indices))
        // Delay: 300/1000 s.
        let control = try #require(all.first { $0.type == "fcTL" })
        #expect(Array(control.data[20..<24]) == [1, 44, 3, 232])
        try expectFrames(all, pictures)
    }

    /// Puts each later frame back into a PNG of its own, by other means than the code under test, and reads it.
    private func expectFrames(_ all: [(type: String, data: [UInt8])], _ pictures: [PNGPixels]) throws {
        var frames: [[UInt8]] = []
        for (type, data) in all {
            if type == "fcTL" { frames.append([]) }
            if type == "fdAT" { frames[frames.count - 1] += data.dropFirst(4) }
        }
        #expect(frames.count == 3)
        for (index, data) in frames.enumerated() where index > 0 {
            let file =
                [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + HandMadePNG.chunk("IHDR", all[0].data)
                + HandMadePNG.chunk("IDAT", data) + HandMadePNG.chunk("IEND", [])
            #expect(rgb(try PNG.decode(file)) == pictures[index].bytes)
        }
    }

    @Test func checksumIsThatOfTheStandard() {
        // The check value of CRC-32 is that of the digits 1 to 9; the chunk's type counts too, so "1234" is the type.
        let chunk = PNGChunk.write("1234", Array("56789".utf8))
        #expect(chunk.suffix(4) == [0xCB, 0xF4, 0x39, 0x26])
    }

    @Test func wrongSizesDelaysAndNothingAreRefused() throws {
        var animation = try AnimatedPNG(width: 6, height: 5, delay: 100)
        #expect(throws: PNGError("cannot be animated: picture 0 is 7×5, expected 6×5")) {
            try animation.add(picture(0))
        }
        #expect(throws: PNGError("cannot be animated: there are no pictures")) {
            try animation.finished()
        }
        #expect(throws: PNGError("cannot be animated: a delay of 0 ms is out of range, expected 1 to 65535")) {
            try AnimatedPNG(width: 6, height: 5, delay: 0)
        }
    }
}
