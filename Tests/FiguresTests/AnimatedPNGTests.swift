import PNGStore
import Testing

@testable import Figures

@Suite struct AnimatedPNGTests {
    private func picture(_ level: UInt8) -> FigureImage {
        FigureImage(width: 7, height: 5, pixels: (0..<105).map { UInt8($0) ^ level })
    }

    /// Types and data of all chunks.
    private func chunks(_ file: [UInt8]) -> [(type: String, data: [UInt8])] {
        var result: [(type: String, data: [UInt8])] = []
        var start = 8
        while start < file.count {
            let length = file[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
            let data = Array(file[start + 8..<start + 8 + length])
            result.append((String(decoding: file[start + 4..<start + 8], as: UTF8.self), data))
            start += 12 + length
        }
        return result
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
        #expect(rgb(try PNG.decode(file)) == pictures[0].pixels)
        #expect(try PNGText.read(file).map(\.value) == ["steps"])
        let all = chunks(file)
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

    /// Puts each later frame back into a PNG of its own and reads it.
    private func expectFrames(_ all: [(type: String, data: [UInt8])], _ pictures: [FigureImage]) throws {
        var frames: [[UInt8]] = []
        for (type, data) in all {
            if type == "fcTL" { frames.append([]) }
            if type == "fdAT" { frames[frames.count - 1] += data.dropFirst(4) }
        }
        #expect(frames.count == 3)
        for (index, data) in frames.enumerated() where index > 0 {
            let parts = [("IHDR", all[0].data), ("IDAT", data), ("IEND", [])]
            var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            for (type, data) in parts {
                let content = Array(type.utf8) + data
                file += bytes(UInt32(data.count)) + content + bytes(Checksum.value(of: content))
            }
            #expect(rgb(try PNG.decode(file)) == pictures[index].pixels)
        }
    }

    private func bytes(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> UInt32($0)) }
    }

    @Test func checksumIsThatOfTheStandard() {
        // The check value of CRC-32 is that of the digits 1 to 9.
        #expect(Checksum.value(of: Array("123456789".utf8)) == 0xCBF4_3926)
    }

    @Test func wrongSizesDelaysAndNothingAreRefused() throws {
        var animation = try AnimatedPNG(width: 6, height: 5, delay: 100)
        #expect(throws: FigureError("picture 0 of the animation is 7x5, expected 6x5")) {
            try animation.add(picture(0))
        }
        #expect(throws: FigureError("nothing to draw: the animation has no pictures")) {
            try animation.finished()
        }
        #expect(throws: FigureError("a delay of 0 ms is out of range: it is 1 to 65535")) {
            try AnimatedPNG(width: 6, height: 5, delay: 0)
        }
    }
}
