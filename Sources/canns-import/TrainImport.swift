import CommandKit
import Documents
import Exchange
import Numerics
import OpenFormats
import OperatingSystem
import Patterns

/// Spike trains of other software become spikes in time steps.
struct TrainImport {
    private let arguments: Arguments
    private let log: Log
    private let path: String
    private let output: String?

    /// Options that are about trains alone.
    private static let own = ["population", "units", "window", "time-unit"]
    /// Options that work on trains too.
    private static let shared = own + ["spikes", "dt", "array"]

    /// Whether the operand is spike trains: it is asked for, or the file is HDF5, of which nothing else is imported.
    static func isMeant(_ arguments: Arguments) throws -> Bool {
        if arguments.text("spikes") == "trains" || own.contains(where: arguments.has) { return true }
        guard let path = arguments.operands.first, !InputFile.isStream(path), !Folder.exists(path),
            InputFile.exists(path)
        else { return false }
        return FileSignature.isHDF5(try InputFile.first(8, of: path))
    }

    init(_ arguments: Arguments) throws {
        self.arguments = arguments
        log = Log(arguments)
        if let kind = arguments.text("spikes"), kind != "trains" {
            throw UsageError("--spikes \(kind) is for pictures, expected --spikes trains, or none")
        }
        for option in importCommand.options
        where ["Input", "Labels", "Picture", "Pattern", "Patches", "Spikes"].contains(option.group) {
            if arguments.has(option.name), !Self.shared.contains(option.name) {
                throw UsageError("--\(option.name) has nothing to work on in spike trains")
            }
        }
        guard arguments.operands.count == 1, let path = arguments.operands.first else {
            throw UsageError("\(arguments.operands.count) files of spike trains, expected one")
        }
        self.path = path
        output = try arguments.binaryOutput()
    }

    func run() throws {
        let bytes = InputFile.isStream(path) ? try InputFile.readAll(path, limit: 1 << 30) : nil
        let spikes = try read(bytes)
        guard !spikes.times.isEmpty else { throw Failure("\(path): has no spikes, expected at least one") }
        let units = try arguments.text("units").map { try NumberList.numbers($0, option: "units") } ?? spikes.allUnits
        let (grid, steps) = try steps(of: spikes, units)
        let binning = SpikeBinning(spikes, grid: grid, steps: steps, units: units)
        guard !binning.trains.places.isEmpty else {
            throw Failure("\(path): has none of its \(spikes.times.count) spikes in the window and the units asked for")
        }
        tell(binning, of: spikes)
        try SpikesDocument.write(
            binning.trains, to: output, replacing: arguments.flag("force"),
            provenance: try Provenance(arguments.record(inputs: true)).reading([
                OriginStep.Input(digest: try bytes.map(OriginStep.digest) ?? OriginStep.digest(of: path), name: path)
            ]))
    }

    // MARK: - Reading

    /// - Parameter bytes: what a stream brought.
    private func read(_ bytes: [UInt8]?) throws -> SpikeTimes {
        let name = DocumentReader.displayName(path)
        do {
            if FileSignature.isHDF5(try bytes ?? InputFile.first(8, of: path)) { return try recording(bytes) }
            let unit = arguments.text("time-unit").flatMap(SpikeTable.TimeUnit.init(rawValue:))
            let contents = try bytes ?? InputFile.readAll(path, limit: 1 << 30)
            if arguments.has("population") { throw UsageError("--population is for SONATA files, but \(name) is none") }
            guard let spikes = try SpikeTable.read(contents, unit: unit, array: arguments.text("array")) else {
                let noun = FileSignature.recognize(contents)?.noun ?? "no file of spikes"
                throw Failure("\(name): is \(noun), expected SONATA, NWB, CSV, TSV, NPY or NPZ")
            }
            return spikes
        } catch let error as PopulationError {
            throw Failure("\(name): \(error); name one with --population")
        } catch let error as FormatError {
            throw Failure("\(name): \(error)")
        } catch let error as ExchangeError {
            throw Failure("\(name): \(error)")
        }
    }

    /// - Parameter bytes: what a stream brought.
    private func recording(_ bytes: [UInt8]?) throws -> SpikeTimes {
        for name in ["array", "time-unit"] where arguments.has(name) {
            throw UsageError("--\(name) is for tables and arrays, but \(DocumentReader.displayName(path)) is HDF5")
        }
        return try DocumentReader.open(path, image: bytes) { root, header in
            if header != nil {
                throw FormatError("is a file of canns, which the other programs read as it is, expected SONATA or NWB")
            }
            if try NWBUnits.isIn(root) {
                if arguments.has("population") { throw FormatError("is an NWB file, which has no populations") }
                return try NWBUnits.read(root)
            }
            guard try SonataSpikes.isIn(root) else {
                throw FormatError(
                    "has no spikes of SONATA (/spikes) or NWB (/units); patterns in HDF5 need no import, the other "
                        + "programs read them as they are")
            }
            return try SonataSpikes.read(root, population: arguments.text("population"))
        }
    }

    // MARK: - Time

    /// Bytes of steps that are written without a window being asked for, 1 GiB: one time that is wrong, or counted from
    /// another beginning, makes more.
    private static let largestUnasked: Double = 0x1p30

    private func steps(of spikes: SpikeTimes, _ units: [Int]) throws -> (TimeGrid, Int) {
        let step = arguments.numberOrDefault("dt")
        let window = try arguments.text("window").map { try TimeWindow($0, option: "window") }
        let (first, last) = (spikes.times.min() ?? 0, spikes.times.max() ?? 0)
        guard first >= 0 || window != nil else {
            throw Failure(
                "\(path): has spikes before 0, the first at \(first) ms; say where to begin with --window T0:T1")
        }
        let grid = TimeGrid(start: window?.start ?? 0, step: step)
        let length = (window?.end ?? last) - grid.start
        let size = (length / step + 1) * Double(units.count)
        // Programs that read the file hold a byte for each unit and step.
        try MemoryDemand.check(
            size, work: "\(path): \(length) ms of \(units.count) units in steps of \(step) ms",
            remedy: "take a larger --dt, a shorter --window or fewer --units")
        guard window != nil || size <= Self.largestUnasked else {
            throw Failure(
                "\(path): has its last spike at \(last) ms, which makes \(MemoryDemand.text(size)) of steps; say which time is "
                    + "meant with --window T0:T1, or take a larger --dt")
        }
        guard let end = grid.step(at: window?.end ?? last) else {
            throw Failure("\(path): is too long to be counted in steps")
        }
        // A window ends before its end, a recording with its last spike.
        let steps = window == nil ? end + 1 : end + (grid.remainder(at: window?.end ?? last) > 0 ? 1 : 0)
        guard steps > 0 else { throw Failure("\(path): --window is shorter than a step of \(step) ms") }
        return (grid, steps)
    }

    private func tell(_ binning: SpikeBinning, of spikes: SpikeTimes) {
        let (trains, name) = (binning.trains, DocumentReader.displayName(path))
        let kept = trains.places.count + binning.merged
        let size = MemoryDemand.text(Double(trains.steps) * Double(trains.units.count))
        log.detail(
            "\(name): \(kept) of \(spikes.times.count) spikes, \(trains.steps) steps of \(trains.units.count) units, "
                + "\(size) where they are read")
        if binning.moved > 0 {
            log.note(
                "\(name): \(binning.moved) of \(kept) spikes stand within a step of \(trains.grid.step) ms and count from "
                    + "its beginning, up to \(Self.rounded(binning.furthest)) ms earlier; a smaller --dt keeps them apart"
            )
        }
        if binning.merged > 0 {
            log.warn(
                "\(name): \(binning.merged) of \(kept) spikes are lost, since a step of \(trains.grid.step) ms holds one "
                    + "spike a unit; take a smaller --dt")
        }
    }

    private static func rounded(_ value: Double) -> Double { (value * 1e6).rounded() / 1e6 }
}
