import Foundation
import TestSupport
import Testing

/// Other languages read our files and write files that we read. They have to be installed: tools/test does that.
@Suite struct InteroperationTests {
    private func runPython(_ code: String, in place: Workplace) throws {
        try place.write(Data(code.utf8), to: "read.py")
        let outcome = try place.shell("\(OtherReaders.python ?? "python3") read.py")
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    @Test(.needs(OtherReaders.python != nil, "python3-h5py"))
    func patternsOfNumPyAreTrained() throws {
        let place = try Workplace()
        try runPython(
            """
            import h5py, numpy
            x = numpy.sign(numpy.random.default_rng(1).standard_normal((5, 400)))
            h5py.File("p.h5", "w")["patterns"] = x
            """, in: place)
        let outcome = try place.shell(
            "canns-train p.h5 -o w.h5 && canns-recall -q --flip 0.1 --history w.h5 -o r.h5")
        #expect(outcome.status == 0, "\(outcome.errors)")
        try runPython(
            """
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
            """, in: place)
    }

    /// LZF is a filter of h5py's own: what the refusal says makes the file readable.
    @Test(.needs(OtherReaders.python != nil, "python3-h5py"))
    func adviceAboutFiltersWorks() throws {
        let place = try Workplace()
        try runPython(
            """
            import h5py, numpy
            x = numpy.sign(numpy.random.default_rng(1).standard_normal((5, 400)))
            d = h5py.File("lzf.h5", "w").create_dataset("patterns", data=x, compression="lzf")
            d.attrs["coding"] = "bipolar"
            """, in: place)
        let refused = try place.shell("canns-train lzf.h5 -o w.h5")
        #expect(refused.status == 1)
        let advice = try #require(refused.errors.components(separatedBy: "with Python: ").dropFirst().first)
        try runPython(advice.replacing("NAME", with: "\"lzf.h5\""), in: place)
        let outcome = try place.shell("canns-train lzf.h5 -o w.h5")
        #expect(outcome.status == 0, "\(outcome.errors)")
        try runPython(
            """
            import h5py
            p = h5py.File("lzf.h5")["patterns"]
            assert p.attrs["coding"] == "bipolar" and p.compression == "gzip" and abs(p[:]).sum() == 2000
            """, in: place)
    }

    /// Every kind of file: h5py reads every dataset and attribute of it.
    @Test(.needs(OtherReaders.python != nil, "python3-h5py"))
    func everyKindIsRead() throws {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            canns-import -s 20x10 $PHOTOS/camera.png $PHOTOS/horse.png -o patterns.h5
            canns-import --spikes poisson -s 6x6 --steps 20 $LETTERS/R.png -o spikes.h5
            canns-train patterns.h5 -o dense.h5 && canns-train --form outer-product patterns.h5 -o outer.h5
            canns-recall -q --flip 0.1 --history dense.h5 -o recall.h5
            canns-train -q -r oja --outputs 2 --epochs 2 patterns.h5 -o layer.h5
            canns-recall -q --cues patterns.h5 layer.h5 -o responses.h5
            canns-study capacity -q --neurons 32 --loads 0.1 --trials 2 -o study.h5
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        try runPython(
            """
            import glob, h5py
            count = 0
            def read(name, thing):
                global count
                for key in thing.attrs: thing.attrs[key]
                if isinstance(thing, h5py.Dataset): count += thing[()] is not None
            files = sorted(glob.glob("*.h5"))
            assert len(files) == 8
            for name in files:
                with h5py.File(name) as file:
                    assert file.attrs["format"].startswith("canns-")
                    file.visititems(read)
            assert count > 60
            p = h5py.File("patterns.h5")["patterns"]
            assert p.dtype == "int8" and p.attrs["coding"] == "bipolar" and p.dims[1].label == "neuron"
            assert p[0].reshape(p.attrs["geometry"]).shape == (10, 20)
            assert list(h5py.File("patterns.h5")["names"].asstr()) == ["camera", "horse"]
            """, in: place)
    }

    private func recall() throws -> Workplace {
        let place = try Workplace()
        let outcome = try place.shell(
            """
            canns-import -s 20x10 $PHOTOS/camera.png $PHOTOS/horse.png | canns-train -o w.h5 &&
                canns-recall -q --history w.h5 -o r.h5
            """)
        #expect(outcome.status == 0, "\(outcome.errors)")
        return place
    }

    @Test(.needs(OtherReaders.hasNetCDF, "netcdf-bin"))
    func netCDFNamesTheDimensions() throws {
        let outcome = try recall().shell("ncdump -h r.h5")
        let text = String(decoding: outcome.output, as: UTF8.self)
        #expect(outcome.status == 0 && text.contains("byte final(trial, neuron)"), "\(outcome.errors)")
        #expect(text.contains("float energy(trial, step)"))
    }

    @Test(.needs(OtherReaders.hasXarray, "python3-xarray, python3-h5netcdf"))
    func xarrayOpensRecallsByDimensions() throws {
        try runPython(
            """
            import xarray
            r = xarray.open_dataset("r.h5", engine="h5netcdf")
            assert r.states.dims == ("trial", "step", "neuron") and r.overlap.dims == ("trial", "pattern")
            assert r.sizes["trial"] == 2 and r.sizes["neuron"] == 200
            # Without damage each trial begins in its stored pattern.
            assert (r.states.isel(step=0) == r.cues).all() and float(r.overlap.isel(trial=1, pattern=1)) == 1
            """, in: try recall())
    }

    /// R counts axes the other way round: what is [post, pre] in the file is [pre, post] there.
    @Test(.needs(OtherReaders.hasR, "r-base-core, r-cran-hdf5r"))
    func readsWeightsInR() throws {
        let place = try recall()
        let code = """
            library(hdf5r)
            file <- H5File$new("w.h5", mode = "r")
            w <- file[["weights"]][, ]
            x <- t(file[["patterns"]][, ])
            y <- x - mean(x)
            expected <- t(y) %*% y / 2
            diag(expected) <- 0
            stopifnot(dim(w) == c(200, 200), max(abs(w - expected)) < 1e-6, h5attr(file, "format") == "canns-weights")
            """
        try place.write(Data(code.utf8), to: "read.R")
        let outcome = try place.shell("Rscript read.R")
        #expect(outcome.status == 0, "\(outcome.errors)")
    }
}
