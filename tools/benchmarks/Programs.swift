import Documents

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Whole programs from outside, where a user would time them.
struct Programs {
    let binaries: String
    let datasets: String
    let scratch: String
    let rounds: Int

    private let names = ["camera", "astronaut", "horse", "coffee"]
    private var photos: [String] { names.map { "\(datasets)/photos/\($0).png" } }

    private func program(_ name: String) -> String { "\(binaries)/canns-\(name)" }
    private func file(_ name: String) -> String { "\(scratch)/\(name)" }

    func measure(_ table: inout ResultTable) throws {
        try startup(&table)
        try chain(&table, size: 128, pictures: 4, seconds: 0.3, megabytes: 100)
        try chain(&table, size: 1024, pictures: 4, seconds: 3, megabytes: 500)
        try chain(&table, size: 1024, pictures: 20, seconds: 4, megabytes: 500)
        try dense(&table)
        try capacity(&table)
    }

    /// The chain of four photographs alone; `Peers` sets it beside canns.
    func photos(_ table: inout ResultTable) throws {
        let chain = Child.median(try (0..<rounds).map { _ in try photoChain(rawPatterns: nil) })
        let group = "The chain, four photographs of 128×128"
        table.add(group, "import, train, recall and render", chain.seconds, "s")
        table.add(group, "peak memory", chain.peak / 1e6, "MB")
    }

    private func capacity(_ table: inout ResultTable) throws {
        let sweep = try Child.run([
            program("study"), "capacity", "-q", "--neurons", "1000", "--loads", "0.02:0.2:0.01", "--trials", "20", "-f",
            "-o", file("capacity.h5"),
        ])
        table.add(
            "Studies", "canns-study capacity, N = 1000, 19 loads, 20 trials", sweep.seconds, "s", atMost: 10)
    }

    private func startup(_ table: inout ResultTable) throws {
        for name in ["import", "train", "recall", "render", "study"] {
            let runs = try (0..<rounds * 4).map { _ in try Child.run([program(name), "--version"]) }
            table.add("Start-up", "canns-\(name) --version", Child.median(runs).seconds * 1000, "ms", atMost: 15)
        }
    }

    // MARK: - The chain

    /// The four stages, each reading what the one before wrote, then all at once through pipes.
    private func chain(
        _ table: inout ResultTable, size: Int, pictures: Int, seconds: Double, megabytes: Double
    ) throws {
        let group = "Chain, \(pictures) pictures of \(size)×\(size)"
        let images = (0..<pictures).map { photos[$0 % photos.count] }
        let (patterns, weights, recall) = (file("patterns.h5"), file("weights.h5"), file("recall.h5"))
        let importing = [program("import"), "-q", "-s", "\(size)x\(size)"] + images
        let training = [program("train"), "-q"]
        let recalling = [program("recall"), "-q", "--flip", "0.3", "--seed", "42"]
        let rendering = [program("render"), "-q"]
        let output = ["-f", "-o"]
        let stages = [
            ("import", importing + output + [patterns]), ("train", training + output + [weights, patterns]),
            ("recall", recalling + output + [recall, weights]),
            ("render", rendering + output + [file("recall.png"), recall]),
        ]
        var runs = [[Child]](repeating: [], count: stages.count + 1)
        for _ in 0..<rounds {
            for (index, stage) in stages.enumerated() { runs[index].append(try Child.run(stage.1)) }
            runs[stages.count].append(
                try Child.pipeline([importing, training, recalling, rendering], output: file("piped.png")))
        }
        for (index, stage) in stages.enumerated() {
            let child = Child.median(runs[index])
            table.add(group, "canns-\(stage.0), time", child.seconds, "s")
            table.add(group, "canns-\(stage.0), peak memory", child.peak / 1e6, "MB")
        }
        let whole = Child.median(runs[stages.count])
        table.add(group, "whole chain through pipes, time", whole.seconds, "s", atMost: seconds)
        table.add(group, "whole chain, peaks of all four together", whole.peak / 1e6, "MB", atMost: megabytes)
    }

    /// The chain of four photographs through pipes; with a path, import alone, whose states go there as raw bytes.
    func photoChain(rawPatterns: String?) throws -> Child {
        let importing = [program("import"), "-q", "-s", "128x128"] + photos
        if let rawPatterns {
            let patterns = file("patterns.h5")
            let child = try Child.run(importing + ["-f", "-o", patterns])
            let set = try PatternsDocument.read(patterns).patterns
            guard case .integers(let values) = set.values else { throw BenchError(description: "not bipolar") }
            try write(bytes: values.map { UInt8(bitPattern: $0) }, to: rawPatterns)
            return child
        }
        return try Child.pipeline(
            [
                importing, [program("train"), "-q"], [program("recall"), "-q", "--flip", "0.3", "--seed", "42"],
                [program("render"), "-q"],
            ], output: file("piped.png"))
    }

    // MARK: - A matrix in a file

    /// The 1 GiB matrix of 128×128 pictures: written against a copy of the file, drawn against reading it.
    private func dense(_ table: inout ResultTable) throws {
        let group = "Dense weights of 16384 units (1 GiB)"
        let (patterns, weights, copy) = (file("patterns.h5"), file("dense.h5"), file("copy.h5"))
        _ = try Child.run([program("import"), "-q", "-s", "128x128", "-f", "-o", patterns] + photos)
        let train = [program("train"), "-q", "--form", "dense", patterns, "-f", "-o", weights]
        let render = [program("render"), "--view", "weights", weights, "-f", "-o", file("weights.png")]
        let recall = [program("recall"), "-q", "--flip", "0.3", weights, "-f", "-o", file("recall.h5")]
        _ = try Child.run(train)
        var (written, drawn, drawnFromDisk, recalled): ([Child], [Child], [Child], [Child]) = ([], [], [], [])
        var (copied, read, readFromDisk): ([Double], [Double], [Double]) = ([], [], [])
        for _ in 0..<max(3, rounds / 2) {
            unlink(copy)
            copied.append(try bench.seconds { try Limits.copy(weights, to: copy) })
            unlink(copy)
            unlink(weights)
            written.append(try Child.run(train))
            read.append(try bench.seconds { try Limits.readFile(weights) })
            drawn.append(try Child.run(render))
            recalled.append(try Child.run(recall))
            Limits.forget(weights)
            readFromDisk.append(try bench.seconds { try Limits.readFile(weights) })
            Limits.forget(weights)
            drawnFromDisk.append(try Child.run(render))
        }
        unlink(weights)
        let (writing, drawing, recalling) = (Child.median(written), Child.median(drawn), Child.median(recalled))
        table.add(
            group, "canns-train --form dense, synced", writing.seconds, limit: "copying the file, synced",
            median(copied), atMost: 1.5)
        table.add(group, "canns-train --form dense, peak memory", writing.peak / 1e6, "MB", atMost: 200)
        table.add(
            group, "canns-render --view weights, from the disk", Child.median(drawnFromDisk).seconds,
            limit: "reading the file from the disk", median(readFromDisk), atMost: 1.5)
        table.add(
            group, "canns-render --view weights", drawing.seconds, limit: "reading the file from the cache",
            median(read), atMost: 1.5)
        table.add(group, "canns-render --view weights, peak memory", drawing.peak / 1e6, "MB", atMost: 200)
        table.add(group, "canns-recall", recalling.seconds, limit: "reading the file from the cache", median(read))
        table.add(group, "canns-recall, peak memory", recalling.peak / 1e6, "MB")
        let outer = file("outer.h5")
        _ = try Child.run([program("train"), "-q", "--form", "outer-product", patterns, "-f", "-o", outer])
        let view = [program("render"), "--view", "weights", outer, "-f", "-o", file("weights.png")]
        let views = try (0..<rounds).map { _ in try Child.run(view) }
        table.add(group, "canns-render --view weights of outer products", Child.median(views).seconds, "s", atMost: 2)
    }

    /// A matrix of 4 GiB, trained and recalled in little memory.
    func largeDense(_ table: inout ResultTable) throws {
        let group = "Dense weights of 32768 units (4 GiB)"
        let (patterns, weights) = (file("patterns.h5"), file("dense.h5"))
        _ = try Child.run([program("import"), "-q", "-s", "256x128", "-f", "-o", patterns] + photos)
        let trained = try Child.run(
            [program("train"), "-q", "--form", "dense", patterns, "-f", "-o", weights])
        let read = try seconds { try Limits.readFile(weights) }
        let recalled = try Child.run(
            [program("recall"), "-q", "--flip", "0.3", weights, "-f", "-o", file("recall.h5")])
        let copied = try seconds { try Limits.copy(weights, to: file("copy.h5")) }
        unlink(file("copy.h5"))
        unlink(weights)
        table.add(group, "canns-train, synced", trained.seconds, limit: "copying the file, synced", copied)
        table.add(group, "canns-train, peak memory", trained.peak / 1e6, "MB", atMost: 512)
        table.add(group, "canns-recall, two steps", recalled.seconds, limit: "reading the file once", read)
        table.add(group, "canns-recall, peak memory", recalled.peak / 1e6, "MB", atMost: 512)
    }
}
