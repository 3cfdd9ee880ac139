import CommandKit
import Documents
import Numerics
import PNGStore
import Parameters
import Patterns
import Pictures

/// Pictures as spikes, picture after picture, made as they are written.
extension PictureImport {
    /// What `--steps` may be.
    static let steps = QuantityRange(steps: 1...1_000_000, unit: .milliseconds, isWhole: true)

    /// - Parameter length: of a step in ms.
    private func stepCount(of length: Double) throws -> Int {
        do {
            return try Self.steps.bySteps(arguments.quantityOrDefault("steps"), of: length, "steps").wholeSteps
        } catch let error as ParameterError { throw UsageError("--\(error)") }
    }

    func spikes() throws -> SpikeTrain {
        let step = arguments.numberOrDefault("dt")
        let steps = try stepCount(of: step)
        let (values, geometry, texts) = try greys()
        if DocumentWriter.makesImage(for: output) {
            try MemoryDemand.check(
                Double(values.count) * Double(steps) * Double(geometry.neurons),
                work: "a stream of \(steps) steps for each of \(values.count) pictures of \(geometry.neurons) pixels",
                remedy: "name a file with --output, take fewer --steps, or a smaller --size")
        }
        let make =
            arguments.text("spikes") == "latency"
            ? latencies(values, steps: steps) : try poisson(values, steps: steps, length: step)
        let shown = labels == nil ? nil : PatternLabels(texts: texts)
        let stepLabels = shown?.selecting((0..<values.count * steps).map { $0 / steps })
        return SpikeTrain(
            steps: values.count * steps, geometry: geometry, timeStep: step, labels: stepLabels
        ) { rows, block in
            for (place, row) in rows.enumerated() {
                let start = place * geometry.neurons
                make(
                    row / steps, row % steps,
                    UnsafeMutableBufferPointer(rebasing: block[start..<start + geometry.neurons]))
            }
        }
    }

    /// One step of one picture.
    private typealias StepMaker = (_ picture: Int, _ step: Int, _ spikes: UnsafeMutableBufferPointer<UInt8>) -> Void

    private func latencies(_ pictures: [[Float]], steps: Int) -> StepMaker {
        let coding = LatencySpikes(steps: steps)
        return { picture, step, spikes in
            for (unit, value) in pictures[picture].enumerated() {
                spikes[unit] = coding.step(of: value) == step ? 1 : 0
            }
        }
    }

    private func poisson(_ pictures: [[Float]], steps: Int, length: Double) throws -> StepMaker {
        let process = try PoissonSpikes(maximumRate: arguments.numberOrDefault("rate"), stepDuration: length)
        let seed = arguments.seed
        var random = RandomStream(seed: seed, purpose: "poisson", index: 0)
        return { picture, step, spikes in
            if step == 0 { random = RandomStream(seed: seed, purpose: "poisson", index: picture) }
            process.fill(spikes, pictures[picture]) { random.nextUniform() }
        }
    }

    /// The pictures as values from 0 to 1, all of one size, and the label of each.
    private func greys() throws -> ([[Float]], Geometry, labels: [String?]) {
        let inverted = arguments.flag("invert")
        var (values, texts): ([[Float]], [String?]) = ([], [])
        var first: (path: String, geometry: Geometry)?
        let convert: @Sendable (RGBAImage) -> ([Float], Geometry) = { image in
            let image = grey(image)
            return (image.real(inverted: inverted), Geometry(rows: image.height, columns: image.width))
        }
        try forEachPicture(converted: convert) { place, part in
            let path = files.paths[place.file]
            let reference = first ?? (path, part.1)
            if first == nil {
                // Other files may hold as many; what is known is the least.
                let count = files.paths.count - 1 + place.count
                try MemoryDemand.check(
                    4 * Double(count) * Double(part.1.neurons),
                    work: "coding \(count) pictures of \(part.1.neurons) pixels", remedy: "take a smaller --size")
            }
            first = reference
            guard part.1 == reference.geometry else {
                throw Failure(
                    "\(path): is \(part.1.columns)x\(part.1.rows), but \(reference.path) is \(reference.geometry.columns)x\(reference.geometry.rows); bring them to one size with --size WxH"
                )
            }
            values.append(part.0)
            texts.append(try labels?.label(place, path: path, name: name(of: place)))
        }
        guard let first else { throw Failure("no pictures, expected at least one") }
        try labels?.checkAllUsed(values.count)
        return (values, first.geometry, texts)
    }
}
