import Models

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// canns 1.5.0 and NumPy on the same work, each case in a process of its own, in turn with ours.
struct Peers {
    let python: String
    let script: String
    let programs: Programs
    let limits: Limits
    let rounds: Int

    /// Runs one case; gives what it timed itself, and what the system says of the process.
    private func run(_ arguments: [String]) throws -> (seconds: Double, child: Child) {
        let (lines, child) = try output(of: [script] + arguments)
        // The number stands in the last line; canns prints more.
        return (lines.compactMap { Double($0) }.last ?? 0, child)
    }

    /// The lines that Python prints.
    private func output(of arguments: [String]) throws -> (lines: [String], child: Child) {
        let output = "\(programs.scratch)/peer.txt"
        let child = try Child.run([python] + arguments, output: output)
        guard let file = fopen(output, "r") else { throw BenchError(description: "\(output): cannot be read") }
        defer { fclose(file) }
        var (buffer, lines): ([CChar], [String]) = ([CChar](repeating: 0, count: 65_536), [])
        while fgets(&buffer, Int32(buffer.count), file) != nil {
            let bytes = buffer.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }
            lines.append(String(decoding: bytes, as: UTF8.self))
        }
        return (lines, child)
    }

    /// Rules by spike timing beside NEST and Brian2, where these are installed.
    func spikes(_ table: inout ResultTable) throws {
        setenv("CANNS_BIN", programs.binaries, 1)
        let script = script.replacing("peers.py", with: "spikes.py")
        for line in try output(of: [script, "2", "\(min(3, rounds))"]).lines {
            let fields = line.split(separator: "\t")
            guard fields.count == 5, let pass = Double(fields[1]), let whole = Double(fields[2]),
                let peer = Double(fields[4])
            else { continue }
            table.add(
                "2 s of 1000 inputs and 100 units in steps of .1 ms, one thread",
                "\(fields[0]), a pass (whole program \(text(whole)) s)", pass, fasterThan: String(fields[3]), peer,
                atLeast: 10)
        }
    }

    /// Ours and a peer's case in turn; medians.
    private func against(_ arguments: [String], _ ours: () throws -> Void) throws -> (ours: Double, peer: Double) {
        var (own, other): ([Double], [Double]) = ([], [])
        for _ in 0..<min(3, rounds) {
            own.append(try seconds(ours))
            other.append(try run(arguments).seconds)
            own.append(try seconds(ours))
        }
        return (median(own), median(other))
    }

    /// Before the kernels: what a child is given for its memory depends on ours.
    func photos(_ table: inout ResultTable) throws {
        let group = "The chain against canns 1.5.0, four photographs of 128×128"
        let chain = try (0..<5).map { _ in try programs.photoChain(rawPatterns: nil) }
        let raw = "\(programs.scratch)/patterns.raw"
        _ = try programs.photoChain(rawPatterns: raw)
        let peer = try run(["canns-photos", raw]).child
        let ours = Child.median(chain)
        table.add(
            group, "import, train, recall and render; canns: train and recall", ours.seconds, fasterThan: "canns",
            peer.seconds, atLeast: 200)
        table.add(
            group, "peak memory", ours.peak / 1e6, "MB", fasterThan: "canns", peer.peak / 1e6, atLeast: 100)
    }

    func measure(_ table: inout ResultTable) throws {
        let kernels = RecallKernels(limits: limits, rounds: rounds)
        let stored = RecallKernels.patterns(100, neurons: 16384, seed: 1)
        let network = AmariHopfieldNetwork(weights: .outerProduct(try RecallKernels.memory(stored)))
        let cues = try RecallKernels.cues(stored, count: 1000)
        for (form, aim) in [("dense", 20.0), ("thin", 5.0)] {
            let times = try against(["numpy-recall", form]) { _ = try network.recall(cues, options: kernels.options) }
            table.add(
                "Recall from outer products, N = 16384, P = 100, 1000 cues", "synchronous", times.ours,
                fasterThan: "NumPy, \(form) products", times.peer, atLeast: aim)
        }
        try layers(&table)
        try asynchronous(&table, kernels)
    }

    /// The same memory as two products of Float32; PyTorch where it is installed.
    func denseMemory(_ table: inout ResultTable) throws {
        let (memory, cues) = try DenseMemoryKernels.pictures()
        var options = RecallOptions()
        options.workers = limits.workers
        for (name, peer) in [("numpy-softmax", "NumPy"), ("torch-softmax", "PyTorch on the processor")] {
            let times = try against([name]) { _ = try memory.recall(cues, options: options) }
            if times.peer > 0 {
                table.add(DenseMemoryKernels.group, "8 bits, softmax", times.ours, fasterThan: peer, times.peer)
            }
        }
    }

    private func layers(_ table: inout ResultTable) throws {
        let kernels = LayerKernels(limits: limits, rounds: rounds)
        let samples = kernels.samples(2000, inputs: 4096)
        for (name, rule, outputs) in try LayerKernels.rules() {
            let training = kernels.training(rule, outputs: outputs, inputs: 4096, samples)
            let times = try against(["canns-rule", name, "\(outputs)"]) { try training() }
            table.add(
                "Learning, 4096 inputs, 2000 samples", "\(name), \(outputs) outputs", times.ours,
                fasterThan: "canns, compiled", times.peer, atLeast: 10)
        }
        let spikes = LayerKernels.spikes(steps: 1000, inputs: 4096, probability: 0.02)
        let probe = LayerKernels.spikes(steps: 100, inputs: 4096, probability: 0.02)
        let threshold = LayerKernels.threshold(probe, outputs: 1024)
        let layer = LayerKernels.layer(inputs: 4096, outputs: 1024, threshold: threshold)
        let times = try against(["canns-spikes", "\(threshold)"]) {
            try LayerKernels.train(spikes, layer, threshold: threshold, workers: limits.workers)
        }
        table.add(
            "STDP, 4096 inputs, 1024 outputs", "1000 steps, 2 % active", times.ours, fasterThan: "canns, compiled",
            times.peer, atLeast: 30)
    }

    private func asynchronous(_ table: inout ResultTable, _ kernels: RecallKernels) throws {
        let group = "Asynchronous recall, N = 4096, 20 patterns, 20 cues, 5 sweeps"
        var own: [(dense: Double, outerProduct: Double)] = []
        var other: [Double] = []
        // canns takes a minute or more to compile this, so it runs once, between two runs of ours.
        own.append(try kernels.asynchronous())
        other.append(try run(["canns-asynchronous"]).seconds)
        own.append(try kernels.asynchronous())
        table.add(
            group, "dense", median(own.map(\.dense)), fasterThan: "canns, compiled", median(other), atLeast: 50)
        table.add(
            group, "outer products", median(own.map(\.outerProduct)), fasterThan: "canns, compiled", median(other),
            atLeast: 50)
    }
}
