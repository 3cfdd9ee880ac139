import OperatingSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Spoils seeds until the time is over, and keeps what was not read or refused in a sentence.
struct Campaign {
    let work: String
    let seeds: [Seed]
    let programs: Programs
    /// A sound weights file.
    let good: String
    var random: FuzzRandom

    private let digests: [UInt64]
    private var kinds: [String: Int] = [:]
    private var read = 0, refused = 0, runs = 0, slowest = 0.0

    init(work: String, seeds: [Seed], programs: Programs, good: String, random: FuzzRandom) throws {
        (self.work, self.seeds, self.programs, self.good, self.random) = (work, seeds, programs, good, random)
        // What every seed says before it is spoiled.
        digests = try seeds.map { seed in
            try store(seed.bytes, at: work + "/input.h5")
            return Reading.run(work + "/input.h5", seed.origin).digest
        }
    }

    /// Whether nothing was found.
    mutating func run(seconds: Double) throws -> Bool {
        let end = now() + seconds
        var count = 0
        while now() < end {
            let index = random.below(seeds.count)
            let mutant = seeds[index].mutant(&random)
            try store(mutant.bytes, at: work + "/input.h5")
            try inspect(mutant, of: index)
            if random.below(8) == 0 { try runProgram(mutant, of: index) }
            count += 1
        }
        let found = kinds.reduce(0) { $0 + $1.value }
        print(
            "\(count) spoiled files: \(read) read, \(refused) refused; \(runs) runs of programs; \(found) findings;"
                + " slowest \(NumberText.tenths(slowest)) s of the processor")
        for (kind, count) in kinds.sorted(by: { $0.key < $1.key }) { print("\(count)\t\(kind)") }
        return kinds.isEmpty
    }

    private mutating func inspect(_ mutant: Seed.Mutant, of index: Int) throws {
        let start = processorTime()
        let (end, digest) = Reading.run(work + "/input.h5", seeds[index].origin)
        let time = processorTime() - start
        slowest = max(slowest, time)
        if time > 10 { try record("reading takes more than 10 s", mutant, index) }
        switch end {
        case .exited(0):
            read += 1
            if seeds[index].origin == .ours && !mutant.isMended && digest != digests[index] {
                try record("wrong numbers", mutant, index)
            }
        case .exited: refused += 1
        case .crashed(let signal): try record("reading dies by signal \(signal)", mutant, index)
        case .hung: try record("reading hangs", mutant, index)
        }
    }

    private mutating func runProgram(_ mutant: Seed.Mutant, of index: Int) throws {
        let command = random.pick(Programs.commands(seeds[index].origin))
        runs += 1
        if let objection = programs.objection(to: command, input: work + "/input.h5", good: good) {
            try record("\(command.joined(separator: " ")) \(objection)", mutant, index)
        }
    }

    private mutating func record(_ kind: String, _ mutant: Seed.Mutant, _ index: Int) throws {
        let number = kinds[kind, default: 0] + 1
        kinds[kind] = number
        guard number <= 5 else { return }
        let base = seeds[index].name.split(separator: "/").last ?? ""
        let name = String(kind.map { $0.isLetter || $0.isNumber ? $0 : "-" }.prefix(60))
        try store(mutant.bytes, at: "\(work)/findings/\(name)-\(number)-\(base)")
        print("finding: \(kind) (\(base))")
        fflush(nil)
    }
}

enum NumberText {
    static func tenths(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
}

func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// What copies took of the processor, which a busy machine does not lengthen.
func processorTime() -> Double {
    var usage = rusage()
    #if canImport(Glibc)
        getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
    #else
        getrusage(RUSAGE_CHILDREN, &usage)
    #endif
    let (user, system) = (usage.ru_utime, usage.ru_stime)
    return Double(user.tv_sec + system.tv_sec) + Double(user.tv_usec + system.tv_usec) * 1e-6
}

/// Without a sync, which would take longer than all else.
func store(_ bytes: [UInt8], at path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    defer { close(descriptor) }
    var written = 0
    while written < bytes.count {
        let count = bytes[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard count > 0 else { throw WriteError(path: path) }
        written += count
    }
}

struct WriteError: Error { let path: String }
