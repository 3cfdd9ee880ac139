// swift-tools-version: 6.2
import PackageDescription

// Arrows point one way: programs -> Documents, Figures, Studies, Training -> LearningRules, Models
// -> Patterns -> Numerics. Each C library is imported by exactly one module.

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// A C library from the system.
func system(_ name: String, pkgConfig: String, debian: String, homebrew: String) -> Target {
    .systemLibrary(
        name: name, pkgConfig: pkgConfig,
        providers: [.apt([debian]), .brew([homebrew])])
}

/// OpenBLAS; Accelerate on macOS.
#if os(macOS)
    let blas = Target.systemLibrary(name: "CBLAS", path: "Sources/CAccelerate")
#else
    let blas = system("CBLAS", pkgConfig: "openblas", debian: "libopenblas-dev", homebrew: "openblas")
#endif

func module(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name, dependencies: ["CommandKit", "Documents"] + dependencies, swiftSettings: strict)
}

/// Fixtures are found beside the sources, not bundled.
func suite(_ name: String, _ dependencies: [Target.Dependency], fixtures: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: fixtures, swiftSettings: strict)
}

let package = Package(
    name: "canns",
    platforms: [.macOS(.v15)],
    products: [.library(name: "CANNS", targets: ["CANNS"])],
    targets: [
        system("CHDF5", pkgConfig: "hdf5", debian: "libhdf5-dev", homebrew: "hdf5"),
        system("CPNG", pkgConfig: "libpng", debian: "libpng-dev", homebrew: "libpng"),
        blas,
        system("CCairo", pkgConfig: "cairo", debian: "libcairo2-dev", homebrew: "cairo"),
        .target(name: "CSupport"),

        module("Files", ["CSupport"]),
        module("HDF5Store", ["CHDF5", "CSupport"]),
        module("PNGStore", ["CPNG"]),
        module("Numerics", ["CBLAS", "CSupport"]),
        module("Patterns", ["Numerics"]),
        module("Pictures", ["PNGStore", "Patterns", "Numerics"]),
        module("Models", ["Patterns", "Numerics"]),
        module("LearningRules", ["Patterns", "Numerics"]),
        module("Training", ["Models", "LearningRules", "Patterns", "Numerics"]),
        module("Studies", ["Training", "Models", "LearningRules", "Patterns", "Numerics"]),
        module("Documents", ["HDF5Store", "Files", "Studies", "Models", "LearningRules", "Patterns", "Numerics"]),
        module("Figures", ["CCairo", "CSupport"]),
        module("CommandKit", ["Files"]),
        module(
            "CANNS",
            ["Patterns", "Models", "LearningRules", "Training", "Studies", "Documents", "Numerics"]),

        program("canns-import", ["Pictures"]),
        program("canns-train", ["Training"]),
        program("canns-recall", ["Training"]),
        program("canns-study", ["Studies"]),
        program("canns-render", ["Figures", "PNGStore", "Studies"]),

        suite("FilesTests", ["Files"]),
        suite("HDF5StoreTests", ["HDF5Store"]),
        suite("PNGStoreTests", ["PNGStore"]),
        suite("NumericsTests", ["Numerics"]),
        suite("PatternsTests", ["Patterns"]),
        suite("PicturesTests", ["Numerics", "Pictures"]),
        suite("ModelsTests", ["Models"]),
        suite("LearningRulesTests", ["LearningRules"]),
        suite("TrainingTests", ["CANNS", "HDF5Store"], fixtures: ["Reference"]),
        suite("StudiesTests", ["Studies", "Training"]),
        suite("DocumentsTests", ["Documents"]),
        suite("FiguresTests", ["Figures"]),
        suite("CommandKitTests", ["CommandKit"]),
        suite(
            "CommandTests", ["Figures", "HDF5Store", "LearningRules", "Numerics", "PNGStore"], fixtures: ["Findings"]),
    ],
    swiftLanguageModes: [.v6]
)
