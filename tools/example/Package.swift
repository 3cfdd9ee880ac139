// swift-tools-version: 6.2
import PackageDescription

// A package that uses the library CANNS. Run it: cd tools/example && swift run
let package = Package(
    name: "example",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "canns", path: "../..")],
    targets: [
        .executableTarget(name: "example", dependencies: [.product(name: "CANNS", package: "canns")])
    ]
)
