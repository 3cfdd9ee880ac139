import TestSupport
import Testing

private let hasMPI =
    (try? Workplace().shell("command -v mpirun && test -x \(Repository.programs.path)/canns-recall-mpi").status) == 0

extension Trait where Self == ConditionTrait {
    fileprivate static var needsMPI: Self { .enabled(if: hasMPI, "not here: libopenmpi-dev, openmpi-bin") }
}

/// canns-recall-mpi, where MPI is installed.
@Suite struct SharedRecallTests {
    static let mpirun = "mpirun -q --oversubscribe --allow-run-as-root"

    /// 1120 units are three blocks of rows: of four processes one has none. A matrix alone, the same with one cue, in which
    /// sums are made otherwise, a matrix of stored patterns, and units that answer at random.
    static let recalls = [
        "--flip 0.3 matrix.h5", "--cues one.h5 --flip-count 90 matrix.h5", "--flip 0.3 patterns.h5",
        "--activation glauber --temperature 0.4 --seed 7 --history matrix.h5",
        "--activation tanh --occlude left --clamp visible --steps 4 matrix.h5",
    ]

    @Test(.needsMPI) func asOneProcessDoes() throws {
        let place = try Workplace()
        try place.shell(
            """
            canns-import -q --size 28x40 $LETTERS/[A-F].png -o p.h5; canns-import -q --size 28x40 $LETTERS/C.png -o one.h5
            canns-train -q -r perceptron p.h5 -o matrix.h5; canns-train -q p.h5 -o patterns.h5
            """)
        for recall in Self.recalls {
            let outcome = try place.shell(
                """
                canns-recall \(recall) --report one.tsv -o one-r.h5 -f 2> one.log || exit 3
                for n in 1 2 3 4; do
                    \(Self.mpirun) -n $n canns-recall-mpi \(recall) --report all.tsv -o all-r.h5 -f 2> all.log || exit 4
                    cmp one-r.h5 all-r.h5 && cmp one.tsv all.tsv || exit 5
                    sed 's/canns-recall-mpi:/canns-recall:/' all.log | cmp - one.log || exit 6
                done
                """)
            #expect(outcome.status == 0, "\(recall): \(outcome.errors)")
        }
    }

    /// What stops one stops all, with its sentence once.
    static let failures: [(processes: String, says: String, status: Int32)] = [
        ("-n 3 canns-recall-mpi none.h5 -o o.h5", "none.h5: No such file or directory", 1),
        ("-n 1 canns-recall-mpi w.h5 -o o.h5 : -n 2 canns-recall-mpi none.h5 -o o.h5", "none.h5: No such file", 1),
        (
            "-n 2 canns-recall-mpi w.h5 -o o.h5 : -n 1 canns-recall-mpi --flip 0.1 w.h5 -o o.h5",
            "given unlike options", 1
        ),
        ("-n 2 canns-recall-mpi w.h5 -o w.h5", "w.h5", 2),
        ("-n 2 canns-recall-mpi w.h5 -o p.h5", "p.h5: exists; use", 1),
        ("-n 2 canns-recall-mpi w.h5 -o /dev/full", "/dev/full: cannot write: No space left on device", 1),
        ("-n 2 canns-recall-mpi --update async w.h5 -o o.h5", "--update async does not apply to processes", 2),
        ("-n 2 canns-recall-mpi --reference w.h5 -o o.h5", "--reference does not apply to processes", 2),
        ("-n 2 canns-recall-mpi -o o.h5", "standard input comes to one process alone", 2),
        ("-n 2 canns-recall-mpi store.h5 -o o.h5", "store.h5: holds a dense-memory, expected a network", 1),
    ]

    @Test(.needsMPI) func failsOnceForAll() throws {
        let place = try Workplace()
        try place.shell(
            """
            canns-import -q --size 8x8 $LETTERS/[A-C].png -o p.h5; canns-train -q -r perceptron p.h5 -o w.h5
            canns-train -q -r store p.h5 -o store.h5
            """)
        for (processes, says, status) in Self.failures {
            let outcome = try place.shell("timeout 60 \(Self.mpirun) \(processes)")
            #expect(outcome.status == status && outcome.errors.contains(says), "\(processes)\n\(outcome.errors)")
            let lines = outcome.errors.split(separator: "\n")
            #expect(lines.count == (status == 2 ? 2 : 1), "\(processes)\n\(outcome.errors)")
        }
        #expect(!place.files.contains("o.h5"))
    }
}
