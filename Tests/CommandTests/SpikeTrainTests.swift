import Foundation
import HDF5Store
import TestSupport
import Testing

/// Spike trains and arrays of other software, in and out again by the programs.
@Suite struct SpikeTrainTests {
    private static let foreign = Repository.root.appendingPathComponent("Tests/OpenFormatsTests/Foreign").path

    private func run(_ place: Workplace, _ line: String) throws -> Outcome {
        try place.shell(line, environment: ["FOREIGN": Self.foreign])
    }

    private static let table = "time_ms,unit\n0.3,5\n1.5,3\n2.0,3\n7.0,8\n10.1,3\n10.1,5\n"

    /// From each format into each and back: times and units as they were.
    @Test(
        arguments: [
            "bmtk.sonata", "pynwb.nwb", "nest.dat", "brian2.npz", "numpy.npy", "numpy.npz", "pandas.csv", "pandas.tsv",
        ])
    func trainsComeBack(file: String) throws {
        let place = try Workplace()
        let outcome = try run(
            place,
            """
            canns-import --spikes trains --dt 0.1 $FOREIGN/\(file) -o in.h5 && canns-export in.h5 -o first.csv &&
            canns-export in.h5 -o out.sonata && canns-import --dt 0.1 out.sonata | canns-export --format csv > second.csv &&
            canns-export in.h5 -o out.nwb && canns-import --dt 0.1 out.nwb | canns-export --format csv > third.csv &&
            canns-import --spikes trains --dt 0.1 < first.csv - | canns-export --format csv > fourth.csv &&
            canns-study verify -q in.h5
            """)
        #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
        for name in ["first.csv", "second.csv", "third.csv", "fourth.csv"] {
            #expect(try place.text(name) == Self.table)
        }
    }

    /// Windows of time begin at step 0 and keep their times; units keep their order and their silence.
    @Test func windowsAndUnits() throws {
        let place = try Workplace()
        let outcome = try run(
            place,
            """
            canns-import --window 1.5:10ms --units 8,0-1,3 --dt 0.5 $FOREIGN/bmtk.sonata -o in.h5 &&
            canns-export in.h5 -o out.csv && canns-study verify -q in.h5
            """)
        #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
        try file(place.path("in.h5")) { root in
            try root.dataset("patterns") { dataset in
                #expect(dataset.shape == [17, 4])
                #expect(try dataset.attribute("dt")?.double == 0.5 && dataset.attribute("start")?.double == 1.5)
                // 3 at steps 0 and 1, 8 at step 11: (7 - 1.5) / 0.5
                let values = try dataset.read(as: Int.self)
                #expect(values.indices.filter { values[$0] == 1 } == [3, 7, 44])
            }
            #expect(try root.dataset("unit_ids") { try $0.read(as: Int.self) } == [8, 0, 1, 3])
        }
        #expect(try place.text("out.csv") == "time_ms,unit\n1.5,3\n2.0,3\n7.0,8\n")
    }

    /// What steps of 4 ms lose is said.
    @Test func lossesAreTold() throws {
        let place = try Workplace()
        let outcome = try run(place, "canns-import --dt 4 $FOREIGN/bmtk.sonata -o in.h5")
        #expect(outcome.status == 0)
        #expect(outcome.errors.contains("6 of 6 spikes stand within a step of 4.0 ms"))
        #expect(outcome.errors.contains("1 of 6 spikes are lost, since a step of 4.0 ms holds one spike a unit"))
    }

    @Test(
        arguments: [
            ("canns-import $FOREIGN/bmtk-two.sonata -o o", "and none is named; name one with --population", 1),
            ("canns-import --population x $FOREIGN/bmtk.sonata -o o", "has no population x, expected one of cortex", 1),
            ("canns-import --size 3x3 $FOREIGN/bmtk.sonata -o o", "--size has nothing to work on in spike trains", 2),
            ("canns-import --window 3 $FOREIGN/bmtk.sonata -o o", "--window is 3, expected two times", 2),
            ("canns-import --units 1,1 $FOREIGN/bmtk.sonata -o o", "expected each number once", 2),
            ("canns-import --units 700 $FOREIGN/bmtk.sonata -o o", "has none of its 6 spikes", 1),
            ("canns-import --spikes trains --array x $FOREIGN/numpy.npz -o o", "has no array x", 1),
            ("canns-import --spikes trains a.csv -o o", "has the columns a, b, expected time", 1),
            ("canns-import --spikes trains early.csv -o o", "say where to begin with --window T0:T1", 1),
            ("canns-import --spikes trains long.csv --units 0-99999 -o o", "take a larger --dt", 1),
            ("canns-export p.h5 -o o.xyz", "the ending of o.xyz is of no format", 2),
            ("canns-export p.h5 > o", "the format is not named, expected --format", 2),
            ("canns-export p.h5 -o o.nwb", "/patterns: its coding is \"bipolar\", expected spikes", 1),
            ("canns-export foreign.h5 -o o.nwb", "/patterns@dt: is missing", 1),
            ("canns-export p.h5 --dataset /q -o o.npy", "/q: is missing", 1),
            ("canns-export p.h5 --population x -o o.npy", "--population is for sonata", 2),
            ("canns-export s.h5 --population a/b -o o.sonata", "a population cannot be called a/b", 1),
            ("canns-export s.h5 --session-start now -o o.nwb", "expected a time with its zone", 2),
        ])
    func isRefused(line: String, says: String, status: Int32) throws {
        let place = try Workplace()
        try place.write("a,b\n1,2\n", to: "a.csv")
        try place.write("t,i\n-3,2\n", to: "early.csv")
        try place.write("t,i\n1e13,2\n", to: "long.csv")
        let before = try run(
            place,
            """
            canns-import -s 4x4 $PHOTOS/camera.png -o p.h5 && canns-import --dt 0.1 $FOREIGN/bmtk.sonata -o s.h5 &&
            printf '1 0\\n0 1\\n' | tr ' ' , | canns-import --coding binary - -o foreign.h5
            """)
        #expect(before.status == 0, "\(before.errors)")
        try HDF5File.open(at: place.path("foreign.h5"), writable: true).root { root in
            try root.removeAttribute("format")
            try root.dataset("patterns") { try $0.removeAttribute("coding") }
        }
        let files = place.files
        let outcome = try run(place, line)
        #expect(outcome.status == status && outcome.errors.contains(says), "\(outcome.errors)")
        #expect(outcome.errors.split(separator: "\n").count == (status == 2 ? 2 : 1), "\(outcome.errors)")
        #expect(place.files.filter { $0 != "o" } == files.filter { $0 != "o" })
    }

    /// Arrays of NumPy, and IDX, come out as the same bytes, where our files have their type.
    @Test func arraysComeBack() throws {
        let place = try Workplace()
        let arrays = Repository.root.appendingPathComponent("Tests/ExchangeTests/Foreign").path
        let outcome = try place.shell(
            """
            for name in numpy-u1.npy numpy-f4.npy; do
                canns-import $ARRAYS/$name -o in.h5 -f && canns-export in.h5 -o $name && cmp $name $ARRAYS/$name || exit 1
            done
            for name in idx2numpy-images-idx3-ubyte idx2numpy-f4; do
                canns-import $ARRAYS/$name -o in.h5 -f && canns-export --format idx in.h5 -o $name &&
                cmp $name $ARRAYS/$name || exit 1
            done
            canns-export in.h5 -o one.csv && canns-import one.csv | canns-export --format npy > b.npy
            canns-export in.h5 -o a.npy && cmp a.npy b.npy || exit 1
            canns-import --label-column label $ARRAYS/pandas.csv -o l.h5 && canns-export l.h5 -o l.csv &&
            canns-import --label-column label l.csv -o m.h5 && canns-export m.h5 -o m.csv && cmp l.csv m.csv
            """, environment: ["ARRAYS": arrays])
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    /// Four letters, three recalled: a row a trial.
    @Test func recallsAndStudiesBecomeTables() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            canns-import $LETTERS/A.png $LETTERS/B.png -o p.h5 && canns-train p.h5 -o w.h5 &&
            canns-recall w.h5 -o r.h5 -q && canns-export r.h5 -o r.csv &&
            canns-study capacity --neurons 50 --loads 0.1,0.2 --trials 2 -q -o c.h5 --report c.tsv &&
            canns-export c.h5 -o c2.tsv
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let rows = try place.text("r.csv").split(separator: "\n")
        #expect(rows[0] == "trial,cue,target,steps,stop,energy_before,energy_after,best_match,overlap")
        #expect(rows.count == 3 && rows[1].hasPrefix("0,A,A,0,fixed point,") && rows[1].hasSuffix(",A,1.0"))
        #expect(try place.text("c2.tsv") == place.text("c.tsv"))
    }

    /// A spiking layer goes out as NIR and is trained on from there, its units as they were.
    @Test func layersGoOut() throws {
        let place = try Workplace()
        let outcome = try run(
            place,
            """
            canns-import -s 4x4 --spikes poisson --rate 300 --steps 60 $LETTERS/A.png -o s.h5 &&
            canns-train -q -r stdp --outputs 3 --leak 0.8 --threshold 0.2 s.h5 -o w.h5 && canns-export w.h5 -o l.nir &&
            canns-train -q -r stdp --initial l.nir s.h5 -o a.h5 &&
            canns-train -q -r stdp --initial l.nir --leak 0.8 --threshold 0.2 s.h5 -o b.h5 &&
            canns-train -r stdp --leak 0.8 --epochs 0 --initial l.nir s.h5 -o same.h5 &&
            canns-import --dt 0.1 --units 3,5,8 $FOREIGN/bmtk.sonata -o three.h5 &&
            canns-train -r stdp --initial $FOREIGN/snntorch.nir three.h5 -o on.h5
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        func values(_ name: String) throws -> [Float] {
            try file(place.path(name)) { try $0.dataset("weights") { try $0.read(as: Float.self) } }
        }
        #expect(try values("same.h5") == values("w.h5"))
        #expect(try values("a.h5") != values("w.h5") && values("a.h5") == values("b.h5"))
        try file(place.path("a.h5")) { root in
            let leak = try #require(try root.group("model") { try $0.attribute("leak")?.double })
            #expect(Float(leak) == 0.8)
        }
        try file(place.path("on.h5")) { root in
            let leak = try #require(try root.group("model") { try $0.attribute("leak")?.double })
            #expect(abs(leak - 0.95) < 1e-6)
        }
    }

    @Test(
        arguments: [
            ("canns-train -r oja --initial $FOREIGN/snntorch.nir s.h5 -o o", "is a layer of kind spiking-layer"),
            ("canns-train -r stdp --initial $FOREIGN/snntorch-bias.nir s.h5 -o o", "layers of canns have no bias"),
            ("canns-train -r stdp --initial $FOREIGN/snntorch-deep.nir s.h5 -o o", "expected one layer"),
            ("canns-export s.h5 -o o.nir", "is a patterns file, expected the weights of a layer"),
            (
                "canns-export w.h5 -o o.nir",
                "is a model of kind amari-hopfield, expected a linear-layer or a spiking-layer"
            ),
            ("canns-export r.h5 -o o.nir", "has a refractory period"),
        ])
    func layersAreRefused(line: String, says: String) throws {
        let place = try Workplace()
        let before = try run(
            place,
            """
            canns-import --spikes trains --dt 0.1 $FOREIGN/bmtk.sonata -o s.h5 && canns-import -s 4x4 $LETTERS/A.png -o p.h5 &&
            canns-train p.h5 -o w.h5 && canns-train -r stdp --refractory 3 s.h5 -o r.h5
            """)
        #expect(before.status == 0, "\(before.errors)")
        let outcome = try run(place, line)
        #expect(outcome.status == 1 && outcome.errors.contains(says), "\(outcome.errors)")
        #expect(!place.exists("o") && !place.exists("o.nir"))
    }

    /// A hundred ways to spoil a file of HDF5: patterns, or one sentence, and nothing left behind.
    @Test(arguments: ["bmtk.sonata", "pynwb.nwb", "snntorch.nir"])
    func spoiledRecordingsAreReadOrRefused(file: String) throws {
        let place = try Workplace()
        let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: Self.foreign + "/" + file)))
        for (trial, spoiled) in Spoiled.versions(of: bytes, beginning: 96, bits: 40).enumerated() {
            try place.write(spoiled, to: "\(trial).h5")
        }
        let isLayer = file.hasSuffix("nir")
        let command =
            isLayer
            ? "canns-train -q -r stdp three.h5 --initial $trial.h5"
            : "canns-import --spikes trains -q --dt 0.1 --window 0:20 $trial.h5"
        let outcome = try run(
            place,
            """
            canns-import --dt 0.1 --units 3,5,8 $FOREIGN/bmtk.sonata -o three.h5
            for trial in {0..99}; do
                \(command) -o out 2> err; status=$?
                if [ $status = 0 ]; then [ -f out ] && [ ! -s err ]
                else [ $status -le 2 ] && [ ! -e out ] && [ $(wc -l < err) -le 2 ] && grep -q '^canns-' err
                fi || { echo "$trial: status $status"; cat err; }
                rm -f out err $trial.h5
            done; rm three.h5; ls -A
            """)
        #expect(outcome.output.isEmpty, "\(String(decoding: outcome.output, as: UTF8.self))")
    }
}
