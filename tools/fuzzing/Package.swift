// swift-tools-version: 6.2
import PackageDescription

// Fuzzing of the file readers: a package of its own, so that the toolkit does not build it. Started by tools/fuzz.

let package = Package(
    name: "fuzzing",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "canns", path: "../..")],
    targets: [
        .executableTarget(
            name: "fuzz-files", dependencies: [.product(name: "CANNS", package: "canns")],
            swiftSettings: [.treatAllWarnings(as: .error)])
    ],
    swiftLanguageModes: [.v6]
)
