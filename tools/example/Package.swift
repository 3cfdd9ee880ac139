// swift-tools-version: 6.2
import PackageDescription

// A model and a rule of one's own, as a package that uses the library CANNS. Run it:
//
//     cd tools/example && swift run example memory.h5 && swift run ring-recall --flip 0.1 memory.h5 -o recall.h5
let package = Package(
    name: "example",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "canns", path: "../..")],
    targets: [
        .target(name: "RingMemory", dependencies: [.product(name: "CANNS", package: "canns")]),
        .executableTarget(
            name: "example", dependencies: ["RingMemory", .product(name: "CANNS", package: "canns")]),
        .executableTarget(
            name: "ring-recall",
            dependencies: [
                "RingMemory", .product(name: "CANNS", package: "canns"),
                .product(name: "CANNSRecall", package: "canns"),
            ]),
    ]
)
