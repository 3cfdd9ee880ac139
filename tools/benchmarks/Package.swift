// swift-tools-version: 6.2
import PackageDescription

// The benchmark tool: a package of its own, so that the toolkit does not build it. Started by tools/bench.

let package = Package(
    name: "benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "canns", path: "../..")],
    targets: [
        .executableTarget(
            name: "bench", dependencies: [.product(name: "CANNS", package: "canns")],
            swiftSettings: [.treatAllWarnings(as: .error)])
    ],
    swiftLanguageModes: [.v6]
)
