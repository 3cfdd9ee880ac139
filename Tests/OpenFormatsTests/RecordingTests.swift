import Foundation
import HDF5Store
import Patterns
import TestSupport
import Testing

@testable import Exchange
@testable import OpenFormats

/// Trains that other software wrote (tools/make-trains): units 3, 5 and 8 fire, unit 9 does not.
@Suite struct RecordingTests {
    static let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Foreign")
    static let files = ((try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []).sorted()

    /// (time in ms, unit)
    static let train: [(Double, Int)] = [(0.3, 5), (1.5, 3), (2, 3), (7, 8), (10.1, 3), (10.1, 5)]

    static func bytes(_ file: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: directory.appendingPathComponent(file)))
    }

    /// What canns-import reads of the bytes, without the copy of the process that it tries damaged files in.
    static func read(_ bytes: [UInt8], population: String? = nil) throws -> SpikeTimes? {
        guard bytes.starts(with: [0x89, 0x48, 0x44, 0x46]) else {
            return try SpikeTable.read(bytes, unit: nil, array: nil)
        }
        let file = try HDF5File.open(image: bytes)
        let spikes: SpikeTimes? = try file.root { root in
            if try NWBUnits.isIn(root) { return try NWBUnits.read(root) }
            guard try SonataSpikes.isIn(root) else { return nil }
            return try SonataSpikes.read(root, population: population)
        }
        try file.close()
        return spikes
    }

    /// Seconds become ms with a rounding of some 1e-16.
    @Test(
        arguments: [
            "bmtk.sonata", "pynwb.nwb", "nest.dat", "brian2.npz", "numpy.npy", "numpy.npz", "pandas.csv", "pandas.tsv",
        ])
    func isTheTrain(file: String) throws {
        let spikes = try #require(try Self.read(Self.bytes(file)))
        let found = zip(spikes.times, spikes.units).sorted { ($0.0, $0.1) < ($1.0, $1.1) }
        // 10.1 of two units may differ in the last bit, so that their order is that of the bits.
        let sorted = found.map { (($0.0 * 1e9).rounded() / 1e9, $0.1) }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
        #expect(sorted.map(\.1) == Self.train.map(\.1))
        for (one, other) in zip(sorted, Self.train) { #expect(abs(one.0 - other.0) < 1e-12 * 20) }
        #expect(spikes.allUnits == (file == "pynwb.nwb" ? [3, 5, 8, 9] : [3, 5, 8]))
    }

    @Test func onePopulationOfSeveralIsNamed() throws {
        let bytes = try Self.bytes("bmtk-two.sonata")
        #expect(try Self.read(bytes, population: "thalamus")?.allUnits == [103, 105, 108])
        let error = #expect(throws: PopulationError.self) { try Self.read(bytes) }
        #expect(error?.description == "/spikes: has the populations cortex, thalamus, and none is named")
        #expect(throws: PopulationError.self) { try Self.read(bytes, population: "cerebellum") }
    }

    /// In steps of .1 ms: 0.3 is step 3 though 0.3 / 0.1 is 2.9999999999999996; in steps of 1 ms 1.5 and 2 are 1 and 2.
    @Test func timesFallIntoSteps() throws {
        let spikes = SpikeTimes(times: Self.train.map(\.0), units: Self.train.map(\.1))
        let fine = SpikeBinning(spikes, grid: TimeGrid(step: 0.1), steps: 102, units: [3, 5, 8])
        #expect(fine.moved == 0 && fine.merged == 0)
        // step · 3 + neuron
        #expect(fine.trains.places == [3 * 3 + 1, 15 * 3, 20 * 3, 70 * 3 + 2, 101 * 3, 101 * 3 + 1])
        let coarse = SpikeBinning(spikes, grid: TimeGrid(step: 1), steps: 11, units: [3, 5, 8])
        #expect(coarse.trains.places == [1, 3, 6, 23, 30, 31] && coarse.moved == 4 && coarse.merged == 0)
        #expect(abs(coarse.furthest - 0.5) < 1e-9)
        // Steps 0 to 4 and 5 to 9 of 2 ms hold 1.5 and 2 apart, of 4 ms together: one is lost.
        let merged = SpikeBinning(spikes, grid: TimeGrid(step: 4), steps: 3, units: [3])
        #expect(merged.trains.places == [0, 2] && merged.merged == 1)
        // From 1.5 ms on, 8 before 3, 5 not at all.
        let window = SpikeBinning(spikes, grid: TimeGrid(start: 1.5, step: 0.5), steps: 12, units: [8, 3])
        #expect(window.trains.places == [0 * 2 + 1, 1 * 2 + 1, 11 * 2])
    }

    /// k · 0.1 is 0.30000000000000004 at 3; k / 10 is the decimal number. Whole and odd steps as well.
    @Test(arguments: [0.1, 0.125, 0.05, 1, 2, 0.7, 1.0 / 3])
    func stepsKeepTheirTimes(step: Double) {
        for start in [0, step * 10, 5.5, -3] {
            let grid = TimeGrid(start: start, step: step)
            for index in [0, 1, 3, 7, 10, 1_000_003, 99_999_999] {
                #expect(grid.step(at: grid.milliseconds(index)) == index)
                #expect(grid.step(at: grid.seconds(index) * 1000) == index)
            }
        }
        #expect(TimeGrid(step: 0.1).milliseconds(3) == 0.3 && TimeGrid(step: 0.1).seconds(123) == 0.0123)
        #expect(TimeGrid(step: 1).step(at: .infinity) == nil && TimeGrid(step: 1).step(at: 1e300) == nil)
    }

    /// What is written is read as it was, unit 9 of NWB without a spike too.
    @Test func recordingsComeBack() throws {
        let spikes = SpikeTimes(times: Self.train.map(\.0), units: Self.train.map(\.1), known: [3, 5, 8, 9])
        let trains = SpikeBinning(spikes, grid: TimeGrid(step: 0.1), steps: 102, units: [3, 5, 8, 9]).trains
        let sonata = try HDF5Image.bytes { try SonataSpikes.write(trains, population: "a", $0) }
        let fromSonata = try #require(try Self.read(sonata))
        #expect(fromSonata.times == Self.train.map(\.0) && fromSonata.units == Self.train.map(\.1))
        let session = NWBSession(
            start: "2024-01-02T03:04:05Z", created: "2024-01-02T03:04:05Z", description: "d", identifier: "i")
        let nwb = try HDF5Image.bytes { try NWBUnits.write(trains, session, $0) }
        let fromNWB = try #require(try Self.read(nwb))
        #expect(fromNWB.known == [3, 5, 8, 9] && fromNWB.units == [3, 3, 3, 5, 5, 8])
        let grid = TimeGrid(step: 0.1)
        #expect(fromNWB.times.map { grid.step(at: $0) } == [15, 20, 101, 3, 101, 70])
        #expect(try HDF5Image.bytes { try NWBUnits.write(trains, session, $0) } == nwb)
    }

    /// A hundred ways to spoil a text or an array: read, or refused in one sentence. Files of HDF5 are spoiled through the
    /// program, which tries them in a copy of itself: SpikeTrainTests.
    @Test(arguments: files.filter { !$0.hasSuffix("sonata") && !$0.hasSuffix("nwb") && !$0.hasSuffix("nir") })
    func spoiledTablesAreReadOrRefused(file: String) throws {
        let bytes = try Self.bytes(file)
        for (trial, spoiled) in Spoiled.versions(of: bytes).enumerated() {
            do { _ = try Self.read(spoiled) } catch {
                #expect(!"\(error)".isEmpty && !"\(error)".contains("\n"), "\(file), trial \(trial)")
            }
        }
    }
}
