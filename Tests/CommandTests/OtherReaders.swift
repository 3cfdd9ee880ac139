import Foundation
import TestSupport
import Testing

/// Other programs that read HDF5, as far as they are here.
enum OtherReaders {
    /// tools/test and continuous integration install them: there, one that is missing is a failure.
    static let areDemanded = ["CANNS_TEST_ALL", "CI"].contains { ProcessInfo.processInfo.environment[$0] != nil }

    /// The first Python that has h5py and NumPy: Debian's, whose packages another one before it on the path does not see.
    static let python = ["/usr/bin/python3", "python3"].first { succeeds("\($0) -c 'import h5py, numpy'") }
    static let hasXarray = python.map { succeeds("\($0) -c 'import xarray, h5netcdf'") } ?? false
    static let hasNetCDF = succeeds("command -v ncdump")
    static let hasR = succeeds("Rscript -e 'library(hdf5r)'")

    /// A browser is 300 MB: pages are opened where there is one.
    static let hasChromium = succeeds("command -v chromium")

    private static func succeeds(_ line: String) -> Bool { (try? Workplace().shell(line).status) == 0 }
}

extension Trait where Self == ConditionTrait {
    /// Runs the test where a reader is here, or has to be.
    static func needs(_ isHere: @autoclosure @escaping @Sendable () -> Bool, _ packages: String) -> Self {
        .enabled(if: isHere() || OtherReaders.areDemanded, "not here: \(packages)")
    }
}
