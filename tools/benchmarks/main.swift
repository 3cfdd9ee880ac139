import Numerics

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

// Started by tools/bench, which builds the programs and this tool and says where they are.
//
// bench BINARIES DATASETS SCRATCH COMMIT RESULT [--quick] [--growth] [--large] [--peers PYTHON SCRIPT] [--only PART]

let arguments = CommandLine.arguments

func value(after name: String, _ offset: Int = 1) -> String? {
    guard let index = arguments.firstIndex(of: name), index + offset < arguments.count else { return nil }
    return arguments[index + offset]
}

func run() throws {
    guard arguments.count >= 6 else { throw BenchError(description: "started by tools/bench") }
    let rounds = arguments.contains("--quick") ? 3 : 7
    let only = value(after: "--only")
    let parts = ["photos", "programs", "large", "recall", "dense", "layers", "rules", "peers", "spikes", "growth"]
    if let only, !parts.contains(only) {
        throw BenchError(
            description: "--only \(only): there is no such part; parts are \(parts.joined(separator: ", "))")
    }
    func wants(_ part: String) -> Bool { only == nil || only == part }
    // As the programs do.
    if let word = getenv("CANNS_INSTRUCTIONS").map({ String(cString: $0) }) {
        guard let chosen = Instructions(rawValue: word), Instructions.available.contains(chosen) else {
            throw BenchError(description: "CANNS_INSTRUCTIONS is \(word), which this processor does not have")
        }
        Instructions.current = chosen
    }
    var table = ResultTable()
    let programs = Programs(binaries: arguments[1], datasets: arguments[2], scratch: arguments[3], rounds: rounds)
    let python = value(after: "--peers").flatMap { python in value(after: "--peers", 2).map { (python, $0) } }
    func peers(_ limits: Limits) -> Peers? {
        python.map { Peers(python: $0.0, script: $0.1, programs: programs, limits: limits, rounds: rounds) }
    }
    let limits = Limits()
    // Whole programs first, while this process is small: see Child.peak.
    if wants("photos") {
        if let peers = peers(limits) { try peers.photos(&table) } else { try programs.photos(&table) }
    }
    if wants("programs") { try programs.measure(&table) }
    if arguments.contains("--large"), wants("large") { try programs.largeDense(&table) }
    if wants("recall") { try RecallKernels(limits: limits, rounds: rounds).measure(&table) }
    if wants("dense") { try DenseMemoryKernels(limits: limits, rounds: rounds).measure(&table) }
    if wants("dense") { try peers(limits)?.denseMemory(&table) }
    if wants("layers") { try LayerKernels(limits: limits, rounds: rounds).measure(&table) }
    if wants("rules") { try RuleKernels(limits: limits, rounds: rounds).measure(&table) }
    if wants("peers") { try peers(limits)?.measure(&table) }
    if wants("spikes") { try peers(limits)?.spikes(&table) }
    if arguments.contains("--growth"), wants("growth") { try Growth(limits: limits, rounds: 3).measure(&table) }
    let machine = Machine.description(commit: arguments[4])
    print(machine.map { "\($0.name): \($0.value)" }.joined(separator: "\n") + "\n")
    print(table.markdown, terminator: "")
    if arguments[5] != "-" {
        let path = arguments[5].replacing("INSTRUCTIONS", with: Instructions.current.rawValue)
        try write(bytes: Array(table.tabSeparated(machine).utf8), to: path)
    }
}

do { try run() } catch {
    note("\(error)")
    exit(1)
}
