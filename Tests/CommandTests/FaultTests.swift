import Foundation
import HDF5Store
import TestSupport
import Testing

/// What goes wrong around a program: signals, full disks, readers that leave, two writers. The target is the old file
/// or the new one, and nothing else is left.
@Suite struct FaultTests {
    /// Patterns of 96×96 units, whose matrix of 324 MiB takes long enough to be interrupted.
    private func prepare() throws -> Workplace {
        let place = try Workplace()
        let outcome = try place.shell(
            "canns-import -s 96x96 $PHOTOS/camera.png $PHOTOS/horse.png -o p.h5 && echo old > w.h5")
        #expect(outcome.status == 0, "\(outcome.errors)")
        return place
    }

    private func expectOld(_ place: Workplace) throws {
        #expect(place.files == ["p.h5", "w.h5"])
        #expect(try place.contents("w.h5") == Data("old\n".utf8))
    }

    /// Starts a write, waits until its temporary file has some size, and sends a signal. Threads of the tests block
    /// signals and the shell ignores INT in the background; `env` undoes both.
    private func interrupt(_ signal: String) -> String {
        """
        env --default-signal=INT,TERM,HUP canns-train --form dense p.h5 -f -o w.h5 & p=$!
        until [ -n "$(find . -name '.w.h5.*.canns-tmp' -size +1024k)" ] || ! kill -0 $p; do :; done
        kill -\(signal) $p; wait $p
        """
    }

    @Test(arguments: [("INT", 130), ("TERM", 143), ("HUP", 129)])
    func signalsLeaveTheOldFile(name: String, status: Int32) throws {
        let place = try prepare()
        #expect(try place.shell(interrupt(name)).status == status)
        try expectOld(place)
    }

    /// Swift reads the arguments from /proc. Where that is not mounted a program says so and does nothing.
    @Test func argumentsThatCannotBeRead() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            unshare -Urm true || exit 77
            unshare -Urm sh -c 'mount -t tmpfs none /proc && exec canns-train --help'
            """)
        guard outcome.status != 77 else { return }
        #expect(outcome.status == 1 && outcome.output.isEmpty)
        #expect(outcome.errors.hasPrefix("canns-train: the arguments cannot be read"), "\(outcome.errors)")
    }

    /// Nobody can clean up after kill -9 but the next run.
    @Test func nextRunCleansUpAfterKill() throws {
        let place = try prepare()
        #expect(try place.shell(interrupt("KILL")).status == 137)
        #expect(place.files.count == 3)
        #expect(String(decoding: try place.contents("w.h5"), as: UTF8.self) == "old\n")
        let outcome = try place.shell("canns-train --form outer-product p.h5 -f -o w.h5")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(place.files == ["p.h5", "w.h5"])
        #expect(try floats("coefficients", in: place.path("w.h5")) == [0.5, 0.5])
    }

    /// `ulimit -f` counts KiB: from the first to all but the last of 324 MiB.
    @Test(arguments: [1, 5, 64, 1000, 50_000, 331_000])
    func fileSizeLimit(kibibytes: Int) throws {
        let place = try prepare()
        let outcome = try place.shell("ulimit -f \(kibibytes); canns-train --form dense p.h5 -f -o w.h5")
        #expect(outcome.status == 1)
        #expect(
            outcome.errors.hasPrefix("canns-train: w.h5") && outcome.errors.hasSuffix("File too large\n"),
            "\(outcome.errors)")
        try expectOld(place)
    }

    @Test func fullDevice() throws {
        let outcome = try prepare().shell("canns-train p.h5 > /dev/full; echo $? >&2; canns-train --help > /dev/full")
        let sentence = "canns-train: standard output: cannot write: No space left on device"
        #expect(outcome.status == 1 && outcome.errors == "\(sentence)\n1\n\(sentence)\n")
    }

    /// A file that is opened must not become the standard output that the parent closed.
    @Test func closedStreams() throws {
        let place = try prepare()
        let outcome = try place.shell(
            """
            canns-train --form outer-product p.h5 -o a.h5 && canns-train --form outer-product p.h5 -o b.h5 <&- >&- 2>&-
            cmp a.h5 b.h5 && rm a.h5 b.h5
            canns-train --form outer-product p.h5 >&-
            """)
        #expect(outcome.status == 1)
        #expect(outcome.errors == "canns-train: standard output: cannot write: Bad file descriptor\n")
        try expectOld(place)
    }

    @Test func readerThatLeaves() throws {
        let outcome = try prepare().shell(
            "set +o pipefail; canns-train --form dense p.h5 | head -c 100 > /dev/null; echo ${PIPESTATUS[0]}")
        #expect(outcome.errors == "" && String(decoding: outcome.output, as: UTF8.self) == "141\n")
    }

    @Test func directories() throws {
        let place = try prepare()
        let missing = try place.shell("canns-train p.h5 -o nowhere/w.h5")
        #expect(missing.status == 1 && missing.errors.contains("nowhere/w.h5: cannot create: No such file"))
        let folder = try place.shell("mkdir d; canns-train p.h5 -f -o d")
        #expect(folder.status == 1 && folder.errors.contains("d: Is a directory"))
        // Root may write anywhere.
        guard geteuid() != 0 else { return }
        let locked = try place.shell("chmod 500 d; canns-train p.h5 -o d/w.h5; s=$?; chmod 700 d; exit $s")
        #expect(locked.status == 1 && locked.errors.contains("Permission denied"))
    }

    /// Two writers: with --force the last to finish wins, whole; without it, one is told that the file exists.
    @Test func twoWriters() throws {
        let place = try prepare()
        try place.shell("canns-train p.h5 -f -o w.h5 & canns-train p.h5 -f -o w.h5 & wait")
        #expect(place.files == ["p.h5", "w.h5"])
        #expect(try floats("coefficients", in: place.path("w.h5")) == [0.5, 0.5])
        let outcome = try place.shell(
            """
            for i in 1 2 3 4; do { canns-train p.h5 -o n.h5; echo $?; } & done; wait
            """)
        let statuses = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n").sorted()
        #expect(statuses == ["0", "1", "1", "1"])
        #expect(outcome.errors.split(separator: "\n").allSatisfy { $0.contains("n.h5: exists; use --force") })
        #expect(place.files == ["n.h5", "p.h5", "w.h5"])
    }

    /// Who reads while somebody replaces sees one of the two files, never a part.
    @Test func readingWhileReplaced() throws {
        let place = try prepare()
        let outcome = try place.shell(
            """
            canns-train p.h5 -f -o w.h5
            for i in 1 2 3 4 5 6 7 8; do canns-train p.h5 -f -o w.h5; done & w=$!
            while kill -0 $w 2>/dev/null; do canns-recall -q w.h5 -f -o r.h5 || exit 9; done
            wait $w
            """)
        #expect(outcome.status == 0 && outcome.errors == "", "\(outcome.errors)")
        #expect(place.files == ["p.h5", "r.h5", "w.h5"])
    }
}
