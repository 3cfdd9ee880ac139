import TestSupport
import Testing

#if os(Linux)
    /// A limited address space: OpenBLAS would ask for memory for ever.
    @Suite struct AddressSpaceTests {
        @Test(arguments: ["canns-train --help", "canns-train p.h5 -o w.h5", "canns-import x.png -o p.h5"])
        func tooSmallIsSaid(command: String) throws {
            let place = try Workplace()
            // Enough to load the libraries, too little for one block of 128 MiB beside them.
            let outcome = try place.shell("ulimit -v 200000; timeout -s KILL 60 \(command)")
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("the address space is limited to 200000 KiB, expected "))
            #expect(outcome.output.isEmpty)
            #expect(place.files.isEmpty)
        }

        /// Where there is room for the memory of OpenBLAS but not for threads of ours, one thread does the work; Dispatch
        /// would wait for them for ever. A matrix of 324 MiB is read from its file by a second thread otherwise.
        @Test(arguments: stride(from: 600_000, through: 1_200_000, by: 100_000).map { $0 })
        func fewThreadsAreEnough(kibibytes: Int) throws {
            let place = try Workplace()
            let weights = try Self.weights.get().path("w.h5")
            let outcome = try place.shell(
                """
                export OPENBLAS_NUM_THREADS=1 SWIFT_BACKTRACE=enable=no; ulimit -c 0 -v \(kibibytes)
                timeout -s KILL 60 canns-recall -q \(weights) -o r.h5; echo $?
                timeout -s KILL 60 canns-study capacity -q --neurons 100 --loads 0.1 --trials 2 -o s.h5; echo $?
                """)
            // Too little memory is told, or ends the program by the signal of the runtime; it never waits.
            for status in String(decoding: outcome.output, as: UTF8.self).split(separator: "\n") {
                #expect(["0", "1", "134"].contains(status), "\(status): \(outcome.errors)")
            }
            #expect(outcome.output.split(separator: 10).count == 2)
        }

        /// The matrix of all cases, made once.
        private static let weights = Result { () throws -> Workplace in
            let place = try Workplace().shared()
            let outcome = try place.shell(
                "canns-import -s 96x96 $PHOTOS/camera.png | canns-train --form dense -o w.h5")
            #expect(outcome.status == 0, "\(outcome.errors)")
            return place
        }

        @Test func largeEnoughIsNoMatter() throws {
            let place = try Workplace()
            // 4 GiB and what 64 processors would take more.
            let outcome = try place.shell(
                """
                ulimit -v 32000000; canns-import -s 16x16 $PHOTOS/camera.png -o p.h5 &&
                canns-train --form dense p.h5 -o w.h5
                """)
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
    }
#endif
