import Foundation
import HDF5Store
import PNGStore
import TestSupport
import Testing

/// A film in, a film out.
@Suite struct FilmTests {
    /// Twelve pictures of 16×16: a bar that moves.
    private func film(_ place: Workplace) throws {
        func picture(_ step: Int) -> PNGPixels {
            let bytes = (0..<256).map { UInt8(($0 % 16) == step ? 255 : $0 / 16 * 8) }
            return PNGPixels(width: 16, height: 16, kind: .gray, bytes: bytes)
        }
        var animation = try AnimatedPNG(width: 16, height: 16, delay: 40)
        for step in 0..<12 { try animation.add(picture(step)) }
        try place.write(Data(try animation.finished()), to: "film.png")
        try place.write(Data(try PNG.encode(picture(0))), to: "first.png")
    }

    @Test func recalledFromItsDamagedFirstPicture() throws {
        let place = try Workplace()
        try film(place)
        let outcome = try place.shell(
            "canns-import --coding grey film.png -o p.h5 && canns-train -r store --sequence p.h5 -o w.h5 && "
                + "canns-import --coding grey first.png -o c.h5 && "
                + "canns-recall --cues c.h5 --noise 0.1 --seed 1 --steps 11 --history w.h5 -o r.h5 && "
                + "canns-render --format apng --fps 25 r.h5 -o r.png && canns-render --view matches r.h5 -o m.png && "
                + "canns-study verify p.h5 w.h5 r.h5")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.errors.contains("1 cue kept the order through all 11 steps, over 12 patterns"))
        let (stored, states) = try file(place.path("r.h5")) { root in
            (
                try root.dataset("patterns") { try $0.read(as: UInt8.self) },
                try root.dataset("states") { try $0.read(as: UInt8.self) }
            )
        }
        // From the first step on each state is the next picture, level for level.
        #expect(stored.count == 12 * 256 && states.dropFirst(256) == stored.dropFirst(256))
        let animation = try #require(try PNG.frames([UInt8](place.contents("r.png"))))
        #expect(animation.count == 12)
    }
}
