import Foundation
import Testing

/// Whether a line of shell succeeds here.
private func succeeds(_ line: String) -> Bool { (try? Workplace().shell(line).status) == 0 }

private let hasPython = succeeds("python3 -c 'import h5py, numpy'")
private let hasNetCDF = succeeds("command -v ncdump")

/// The examples of other languages in README, run. They need python3 with h5py and NumPy.
@Suite(.enabled(if: hasPython, "python3 with h5py and NumPy is not here (python3-h5py)"))
struct InteroperationTests {
    /// Three lines of NumPy make patterns that a network stores and recalls.
    static let make = """
        import h5py, numpy
        x = numpy.sign(numpy.random.default_rng(1).standard_normal((5, 400)))
        h5py.File("p.h5", "w")["patterns"] = x
        """

    @Test func patternsOfNumPyAreTrained() throws {
        let place = try Workplace()
        try place.write(Data(Self.make.utf8), to: "make.py")
        let outcome = try place.shell(
            """
            python3 make.py && canns-train p.h5 -o w.h5 && canns-recall -q --flip 0.1 --history w.h5 -o r.h5 &&
            python3 -c '
            import h5py, numpy
            x = h5py.File("p.h5")["patterns"][:]
            w, r = h5py.File("w.h5"), h5py.File("r.h5")
            y = x - x.mean()
            expected = y.T @ y / 5
            numpy.fill_diagonal(expected, 0)
            # Float32 sums of five products.
            assert numpy.allclose(w["weights"][:], expected, atol=1e-5)
            assert w.attrs["format"] == "canns-weights" and w["training"].attrs["rule"] == "hebbian"
            assert (r["final"][:] == x).all() and (r["overlap"][:].diagonal() == 1).all()
            assert [d.label for d in r["states"].dims] == ["trial", "step", "neuron"]
            assert r["states"].dims[1][0].name == "/step"
            '
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    @Test func patternsOfOursAreRead() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            canns-import -s 20x10 $PHOTOS/camera.png $PHOTOS/horse.png -o p.h5 && python3 -c '
            import h5py
            p = h5py.File("p.h5")["patterns"]
            assert p.dtype == "int8" and p.attrs["coding"] == "bipolar" and p.dims[1].label == "neuron"
            assert p[0].reshape(p.attrs["geometry"]).shape == (10, 20)
            assert list(h5py.File("p.h5")["names"].asstr()) == ["camera", "horse"]
            '
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    /// netCDF's own reader sees the dimensions by name; xarray opens files through the same library.
    @Test(.enabled(if: hasNetCDF, "ncdump is not here (netcdf-bin)"))
    func netCDFNamesTheDimensions() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            "canns-import -s 20x10 $PHOTOS/camera.png | canns-train | canns-recall -q -o r.h5 && ncdump -h r.h5")
        let text = String(decoding: outcome.output, as: UTF8.self)
        #expect(outcome.status == 0 && text.contains("byte final(trial, neuron)"), "\(outcome.errors)")
        #expect(text.contains("float energy(trial, step)"))
    }
}
