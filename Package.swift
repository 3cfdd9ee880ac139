// swift-tools-version: 6.2
import Foundation
import PackageDescription

// Arrows point one way: programs -> Documents, Figures -> Studies -> Training -> LearningRules, Models -> Neurons,
// Separations, Patterns -> Numerics, and Documents -> HDF5Store. Each target declares what it imports and imports what
// it declares, and each C target is imported by one module alone, beside its tests: tools/check-arrows compares.

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// For tools/test, which builds once and runs: each module is compiled as a whole, and those that compute with
/// optimisation, which their tests repay several times over. Only there: a package with unsafe flags is refused as a
/// dependency.
let buildsOnce = Context.environment["CANNS_BUILD_ONCE"] != nil
let computing: Set = [
    "Checksums", "PNGStore", "Exchange", "OpenFormats", "Numerics", "Patterns", "Pictures", "Separations", "Neurons",
    "Models",
    "LearningRules", "Training", "HDF5Store", "Documents",
]

/// For tools/bench and tools/fuzz, whose own programs are part of the package only there and in tools/test.
let hasTools = buildsOnce || Context.environment["CANNS_TOOLS"] != nil

/// The settings of every target. Of one that nobody imports the interface is no step of its own.
func settings(_ name: String, isImported: Bool = true) -> [SwiftSetting] {
    guard buildsOnce else { return strict }
    let whole = ["-disable-batch-mode", "-whole-module-optimization", "-num-threads", "2"]
    return strict + [
        .unsafeFlags(
            whole + (computing.contains(name) ? ["-O"] : []) + (isImported ? [] : ["-no-emit-module-separately-wmo"]))
    ]
}

/// A C library from the system.
func system(_ name: String, pkgConfig: String, debian: String, homebrew: String) -> Target {
    .systemLibrary(
        name: name, pkgConfig: pkgConfig,
        providers: [.apt([debian]), .brew([homebrew])])
}

/// HDF5, from its archive where Debian has put one: the shared library there draws in forty others, for reading from
/// the web, which cost every program 8 ms at its start and 6 MB.
let hasArchive = FileManager.default.fileExists(atPath: "/usr/include/hdf5/serial/hdf5.h")
let hdf5 =
    hasArchive
    ? Target.systemLibrary(name: "CHDF5", providers: [.apt(["libhdf5-dev"])])
    : system("CHDF5", pkgConfig: "hdf5", debian: "libhdf5-dev", homebrew: "hdf5")
let hdf5Libraries = hasArchive ? [":libhdf5_serial_hl.a", ":libhdf5_serial.a", "sz", "z", "m"] : ["hdf5_hl", "hdf5"]

/// Open MPI, which one program alone is linked with, where it is installed.
let hasMPI = ["x86_64", "aarch64"].contains {
    FileManager.default.fileExists(atPath: "/usr/lib/\($0)-linux-gnu/openmpi/include/mpi.h")
}
let sharingPrograms: [Target] = [
    .systemLibrary(name: "CMPI", pkgConfig: "ompi-c", providers: [.apt(["libopenmpi-dev"])]),
    .executableTarget(
        name: "canns-recall-mpi",
        dependencies: ["CMPI", "CANNSRecall", "CommandKit", "Models", "OperatingSystem"], swiftSettings: strict),
]

/// OpenBLAS; Accelerate on macOS.
#if os(macOS)
    let blas = Target.systemLibrary(name: "CBLAS", path: "Sources/CAccelerate")
#else
    let blas = system("CBLAS", pkgConfig: "openblas", debian: "libopenblas-dev", homebrew: "openblas")
#endif

func module(_ name: String, _ dependencies: [Target.Dependency], libraries: [String] = []) -> Target {
    .target(
        name: name, dependencies: dependencies, swiftSettings: settings(name),
        linkerSettings: libraries.map { .linkedLibrary($0) })
}

/// C of our own.
func own(_ name: String, exclude: [String] = []) -> Target {
    .target(name: name, exclude: exclude, cSettings: buildsOnce ? [.unsafeFlags(["-O2"])] : [])
}

func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name, dependencies: ["CommandKit", "Documents", "HDF5Store"] + dependencies,
        swiftSettings: settings(name, isImported: false))
}

/// Fixtures are found beside the sources, not bundled.
func suite(_ name: String, _ dependencies: [Target.Dependency], fixtures: [String] = []) -> Target {
    .testTarget(
        name: name, dependencies: dependencies, exclude: fixtures,
        swiftSettings: settings(name, isImported: false))
}

/// Of tools/bench and tools/fuzz.
let tools: [Target] = [
    .executableTarget(
        name: "bench",
        dependencies: [
            "Documents", "Training", "LearningRules", "Models", "Neurons", "Separations", "Patterns", "Numerics",
        ],
        path: "tools/benchmarks", exclude: ["peers.py", "spikes.py"],
        swiftSettings: settings("bench", isImported: false)),
    .executableTarget(
        name: "fuzz-files",
        dependencies: [
            "Documents", "Exchange", "OpenFormats", "Models", "Patterns", "Numerics", "OperatingSystem", "CSystem",
        ],
        path: "tools/fuzzing", exclude: ["PNGFuzzer.swift", "seeds", "semantic.py"],
        swiftSettings: settings("fuzz-files", isImported: false)),
]

let package = Package(
    name: "canns",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "CANNS", targets: ["CANNS"]), .library(name: "CANNSRecall", targets: ["CANNSRecall"]),
    ],
    targets: [
        hdf5,
        system("CZlib", pkgConfig: "zlib", debian: "zlib1g-dev", homebrew: "zlib"),
        system("CTurboJPEG", pkgConfig: "libturbojpeg", debian: "libturbojpeg0-dev", homebrew: "jpeg-turbo"),
        system("CPNG", pkgConfig: "libpng", debian: "libpng-dev", homebrew: "libpng"),
        blas,
        system("CCairo", pkgConfig: "pangocairo", debian: "libpango1.0-dev", homebrew: "pango"),
        own("CSystem"),
        own("CChecksums"),
        own("CKernels", exclude: ["README.md"]),

        module("OperatingSystem", ["CSystem"]),
        module("Checksums", ["CChecksums"]),
        module("HDF5Store", ["CHDF5", "Checksums"], libraries: hdf5Libraries),
        module("PNGStore", ["CPNG"]),
        module("Exchange", ["CZlib", "CTurboJPEG", "PNGStore", "Patterns"]),
        module("OpenFormats", ["HDF5Store", "Neurons", "Patterns"]),
        module("Numerics", ["CBLAS", "CKernels"]),
        module("Patterns", ["Numerics"]),
        module("Pictures", ["PNGStore", "Numerics"]),
        module("Parameters", []),
        module("Separations", ["Parameters", "Numerics"]),
        module("Neurons", ["Parameters", "Numerics"]),
        module("Models", ["Neurons", "Separations", "Parameters", "Patterns", "Numerics"]),
        module("LearningRules", ["Neurons", "Separations", "Parameters", "Patterns", "Numerics"]),
        module(
            "Training", ["Neurons", "Separations", "Parameters", "Models", "LearningRules", "Patterns", "Numerics"]),
        module(
            "Studies",
            [
                "Separations", "Parameters", "Neurons", "Models", "LearningRules", "Training", "Patterns", "Numerics",
            ]),
        module(
            "Documents",
            [
                "HDF5Store", "OperatingSystem", "Checksums", "Parameters", "Training", "Studies", "Models",
                "LearningRules", "Patterns", "Numerics",
            ]),
        module("Figures", ["CCairo", "Numerics"]),
        module("CommandKit", ["OperatingSystem", "Parameters", "Numerics"]),
        module(
            "CANNS",
            [
                "Parameters", "Patterns", "Separations", "Neurons", "Models", "LearningRules", "Training", "Studies",
                "Documents", "Numerics",
            ]),

        program(
            "canns-import",
            [
                "OperatingSystem", "Exchange", "OpenFormats", "Pictures", "Parameters", "Patterns", "Numerics",
                "PNGStore",
            ]),
        program(
            "canns-train",
            [
                "OperatingSystem", "OpenFormats", "Studies", "Training", "LearningRules", "Parameters", "Models",
                "Neurons", "Patterns", "Numerics",
            ]),
        // A library as well, so that a program with models of its own can be the whole of canns-recall.
        .target(
            name: "CANNSRecall",
            dependencies: [
                "CommandKit", "Documents", "HDF5Store", "LearningRules", "Models", "Parameters", "Patterns", "Numerics",
                "Pictures", "PNGStore", "OperatingSystem",
            ], path: "Sources/canns-recall", exclude: ["main"], swiftSettings: strict),
        .executableTarget(
            name: "canns-recall", dependencies: ["CANNSRecall"], path: "Sources/canns-recall/main",
            swiftSettings: strict),
        program(
            "canns-export", ["OperatingSystem", "OpenFormats", "Studies", "Models", "Neurons", "Patterns"]),
        program("canns-study", ["OperatingSystem", "PNGStore", "Studies", "Parameters", "Numerics"]),
        program(
            "canns-render",
            [
                "OperatingSystem", "Figures", "PNGStore", "Studies", "LearningRules", "Models", "Parameters",
                "Patterns", "Numerics",
            ]),

        .target(
            name: "TestSupport", dependencies: ["HDF5Store", "Patterns", "Numerics"], path: "Tests/TestSupport",
            swiftSettings: settings("TestSupport")),
        suite("OperatingSystemTests", ["OperatingSystem", "TestSupport"]),
        suite("ChecksumsTests", ["Checksums"]),
        suite("HDF5StoreTests", ["HDF5Store", "CHDF5", "Checksums", "TestSupport"]),
        suite("PNGStoreTests", ["PNGStore"], fixtures: ["Animations"]),
        suite("ExchangeTests", ["Exchange", "PNGStore", "TestSupport"], fixtures: ["Foreign"]),
        suite(
            "OpenFormatsTests",
            ["OpenFormats", "Exchange", "HDF5Store", "Neurons", "Parameters", "Patterns", "TestSupport"],
            fixtures: ["Foreign"]),
        suite("NumericsTests", ["Numerics"]),
        suite("PatternsTests", ["Patterns", "Numerics"]),
        suite("PicturesTests", ["Pictures", "PNGStore", "Numerics"]),
        suite(
            "ModelsTests",
            [
                "HDF5Store", "Models", "LearningRules", "Neurons", "Separations", "Parameters", "Patterns", "Numerics",
                "TestSupport",
            ],
            fixtures: ["Reference"]),
        suite("LearningRulesTests", ["LearningRules", "Neurons", "Parameters", "Patterns", "Numerics", "TestSupport"]),
        suite(
            "TrainingTests",
            [
                "CANNS", "Documents", "Training", "HDF5Store", "LearningRules", "Models", "Neurons", "Parameters",
                "Patterns", "Numerics", "TestSupport",
            ],
            fixtures: ["Reference"]),
        suite(
            "StudiesTests",
            ["Studies", "Training", "LearningRules", "Models", "Parameters", "Patterns", "Numerics", "TestSupport"]),
        suite(
            "DocumentsTests",
            [
                "Documents", "HDF5Store", "Training", "Models", "Separations", "Patterns", "Numerics", "Studies",
                "TestSupport",
            ],
            fixtures: ["Foreign"]),
        suite("FiguresTests", ["Figures"]),
        suite("CommandKitTests", ["CommandKit"]),
        // The package in tools/example, whose programs a test runs: it sees what is public.
        .target(
            name: "RingMemory", dependencies: ["CANNS"], path: "tools/example/Sources/RingMemory",
            packageAccess: false, swiftSettings: strict),
        .executableTarget(
            name: "example", dependencies: ["CANNS", "RingMemory"], path: "tools/example/Sources/example",
            packageAccess: false, swiftSettings: strict),
        .executableTarget(
            name: "ring-recall", dependencies: ["CANNS", "CANNSRecall", "RingMemory"],
            path: "tools/example/Sources/ring-recall", packageAccess: false, swiftSettings: strict),
        suite(
            "CommandTests",
            ["Figures", "HDF5Store", "LearningRules", "Numerics", "PNGStore", "TestSupport"],
            fixtures: ["Contradictions", "Findings"]),
    ] + (hasTools ? tools : []) + (hasMPI ? sharingPrograms : []),
    swiftLanguageModes: [.v6]
)
