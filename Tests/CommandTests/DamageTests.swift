import Foundation
import TestSupport
import Testing

/// Files with a flipped byte, read by the programs as built: each ends by itself, with a sentence or with success,
/// never by a signal, even where libhdf5 would crash.
@Suite struct DamageTests {
    /// What a command said of a file with a byte flipped at a position, how it ended, and what `verify` said of one that
    /// it refused.
    struct Outcome {
        let position: Int
        let status: Int
        let said: String
        let verified: String
    }

    /// Flips one byte at many places and runs a command on each file.
    private func outcomes(of command: String, on file: String, in place: Workplace) throws -> [Outcome] {
        let good = [UInt8](try place.contents(file))
        // Superblock and headers densely, then throughout; an odd step meets every kind of field.
        let positions =
            Array(stride(from: 0, to: min(600, good.count), by: 41))
            + stride(
                from: 601, to: good.count, by: max(1, good.count / 40) | 1)
        for position in positions {
            var bad = good
            bad[position] ^= UInt8(truncatingIfNeeded: 1 << (position % 8)) | 0x80
            try place.write(Data(bad), to: "bad-\(position).h5")
        }
        let line = """
            for f in bad-*.h5; do
              timeout 60 \(command) $f -f -o out.h5 2> said < /dev/null
              status=$?; echo "$f $status $(tr '\\n' ' ' < said)"
              [ $status = 0 ] || timeout 60 canns-study verify $f 2>&1 < /dev/null | tr '\\n' ' '; echo
            done
            """
        let text = String(decoding: try place.shell(line).output, as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 2 * positions.count + 1)
        return stride(from: 0, to: lines.count - 1, by: 2).map { index in
            let parts = lines[index].split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
            return Outcome(
                position: Int(parts[0].dropFirst(4).dropLast(3)) ?? -1, status: Int(parts[1]) ?? -1,
                said: parts.count > 2 ? String(parts[2]) : "", verified: String(lines[index + 1]))
        }
    }

    @Test(arguments: [
        ("canns-train --form outer-product", "p.h5"), ("canns-recall -q", "w.h5"), ("canns-recall -q", "dense.h5"),
    ])
    func aFlippedByteEndsInTheSentenceThatVerifyGives(command: String, file: String) throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            cp $PHOTOS/camera.png $PHOTOS/horse.png . && canns-import -s 16x16 camera.png horse.png -o p.h5 &&
            canns-train --form outer-product p.h5 -o w.h5 && canns-train --form dense p.h5 -o dense.h5
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        var failures = 0
        for outcome in try outcomes(of: command, on: file, in: place) {
            let (position, status, said) = (outcome.position, outcome.status, outcome.said)
            #expect(status == 0 || status == 1, "byte \(position): status \(status), \(said)")
            guard status == 1 else { continue }
            failures += 1
            let start = "\(command.prefix { $0 != " " }): bad-\(position).h5: "
            #expect(said.hasPrefix(start), "byte \(position): \(said)")
            let sentence = said.dropFirst(start.count).drop { $0 == " " }.prefix { $0 != ";" }
            #expect(
                outcome.verified.contains(sentence.trimmingCharacters(in: .whitespaces)), "\(said) \(outcome.verified)")
        }
        // Of these files, a good part is headers and data that carry checksums.
        #expect(failures > 10)
    }

    /// Both name the model; that a file was changed, its id tells.
    @Test func anUnknownModelIsNamedWithoutItsControlCharacters() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            #"""
            canns-import -s 16x16 $PHOTOS/camera.png | canns-train -o w.h5 2> made &&
            sed 's/amari-hopfield/amari\x1bhopfield/' w.h5 > bad.h5; canns-study verify bad.h5 2> said
            canns-recall bad.h5
            """#)
        let sentence =
            "the model is amari\u{FFFD}hopfield, expected one of amari-hopfield, linear-layer, spiking-layer, "
            + "spiking-network, relay-layer, adaptive-exponential-layer, lateral-layer, adaptive-threshold-layer, "
            + "dense-memory, projection-sequence, bidirectional-memory, willshaw; another is known to the program "
            + "that registers it\n"
        #expect(outcome.status == 1)
        let lines = String(decoding: outcome.output, as: UTF8.self)
        #expect(lines.hasPrefix("bad.h5: /@id: is ") && lines.hasSuffix("bad.h5: /: " + sentence), "\(lines)")
        #expect(outcome.errors == "canns-recall: bad.h5: " + sentence)
    }

    /// 50000 units: 10 GB, made in memory where there is no file to write to.
    @Test(arguments: ["", "-o /dev/null", "-o /dev/stdout"])
    func matrixTooLargeForAStream(output: String) throws {
        let place = try Workplace()
        let outcome = try place.shell(
            "canns-import -s 1000x50 $PHOTOS/camera.png -o p.h5 && canns-train --form dense p.h5 \(output) | wc -c")
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("a matrix of 50000 units is too large for a stream or device"))
        #expect(place.files == ["p.h5"])
    }
}
