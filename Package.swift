// swift-tools-version: 6.2

import PackageDescription

/// Every target is built in the same strict mode: Swift 6, strict memory safety, warnings as errors.
let strict: [SwiftSetting] = [
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// The OpenCV libraries that are used, where `opencv4.pc` would link 55.
///
/// videoio is loaded with the first video: linked, it would bring 120 more shared objects to every start.
let openCVLibraries: [LinkerSetting] = ["core", "imgproc", "dnn"].map { .linkedLibrary("opencv_\($0)") }

/// A library target of the house: its code, its README, its tests.
///
/// - Parameters:
///   - name: the target.
///   - dependencies: what the target imports; its tests may import it too.
///   - alsoInTests: what only the tests import.
/// - Returns: the library and its tests.
func room(
  _ name: String,
  _ dependencies: [Target.Dependency] = [],
  alsoInTests: [Target.Dependency] = []
) -> [Target] {
  [
    .target(name: name, dependencies: dependencies, exclude: ["README.md"], swiftSettings: strict),
    .testTarget(
      name: "\(name)Tests",
      dependencies: [.target(name: name), "TestSupport"] + dependencies + alsoInTests,
      exclude: ["Fixtures"].filter { _ in ["VisionRuntime"].contains(name) },
      swiftSettings: strict
    ),
  ]
}

let package = Package(
  name: "ragweed",
  products: [
    .executable(name: "ragweed", targets: ["ragweed"]),
    .library(name: "FlightPlanning", targets: ["FlightPlanning"]),
    .library(name: "MissionFormats", targets: ["MissionFormats"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.6.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
  ],
  targets: [
    // Domain: imports no C.
    room("Quantities"),
    room("Documents"),
    room("Tables"),
    room("FieldGeometry", ["Quantities"]),
    room("FlightPlanning", ["FieldGeometry", "Quantities"]),
    room("MissionFormats", ["FlightPlanning", "FieldGeometry", "Quantities", "Documents", "Tables"]),
    room("Imagery", ["Quantities"]),
    room("Telemetry", ["FieldGeometry", "Quantities", "Tables"]),
    room("Segmentation", ["Imagery"]),
    room("Evaluation", ["Imagery"]),
    room("InfestationMapping", ["Imagery", "FieldGeometry", "Quantities"]),
    room("EdgeDeployment", ["Quantities", "Tables"]),
    room("ModelGraphs", ["OnnxMessages", .product(name: "SwiftProtobuf", package: "swift-protobuf")]),
    // Application: opens files, knows no option.
    room("ResultFiles", ["Documents", "Tables"]),
    // Adapters: the only code that sees C.
    room(
      "GeoRaster",
      ["CGDAL", "FlightPlanning", "InfestationMapping", "Imagery", "FieldGeometry", "Quantities", "Documents"]
    ),
    room("VisionRuntime", ["CVision", "ModelGraphs", "Segmentation", "Imagery"], alsoInTests: ["GeoRaster"]),
    // Application, above the adapters.
    room(
      "SurveyMapping",
      [
        "Documents", "ResultFiles", "GeoRaster", "VisionRuntime", "ModelGraphs", "InfestationMapping", "Segmentation",
        "Evaluation",
        "Telemetry", "FlightPlanning", "Imagery", "FieldGeometry", "Quantities",
      ]
    ),
    [
      .systemLibrary(
        name: "CGDAL",
        pkgConfig: "gdal",
        providers: [.apt(["libgdal-dev"])]
      ),
      .target(
        name: "CVision",
        cxxSettings: [.unsafeFlags(["-isystem", "/usr/include/opencv4", "-Werror", "-Wall", "-Wextra"])],
        linkerSettings: openCVLibraries + [.linkedLibrary("jpeg")]
      ),
      // Generated, and therefore not in the house's strict mode.
      .target(
        name: "OnnxMessages",
        dependencies: [.product(name: "SwiftProtobuf", package: "swift-protobuf")],
        exclude: ["README.md", "onnx.proto"]
      ),
      .target(name: "TestSupport", dependencies: ["ModelGraphs"], path: "Tests/TestSupport", swiftSettings: strict),
      // The command line.
      .executableTarget(
        name: "ragweed",
        dependencies: [
          "Quantities", "FieldGeometry", "FlightPlanning", "MissionFormats", "Imagery", "Segmentation", "Evaluation",
          "Telemetry", "InfestationMapping", "EdgeDeployment", "GeoRaster", "ModelGraphs",
          "VisionRuntime", "Documents", "Tables", "ResultFiles", "SurveyMapping",
          .product(name: "ArgumentParser", package: "swift-argument-parser"),
          .product(name: "Yams", package: "Yams"),
        ],
        resources: [.copy("Resources/model"), .copy("Resources/catalog")],
        swiftSettings: strict
      ),
      .executableTarget(
        name: "Fuzz",
        dependencies: [
          "Documents", "Imagery", "InfestationMapping", "MissionFormats", "ModelGraphs", "Telemetry", "TestSupport",
          .product(name: "ArgumentParser", package: "swift-argument-parser"),
        ],
        path: "Tests/Fuzz",
        exclude: ["README.md", "Seeds"],
        swiftSettings: strict
      ),
      .testTarget(
        name: "CommandLineTests",
        dependencies: ["ragweed", "TestSupport", "Documents", "GeoRaster", "Imagery", "VisionRuntime"],
        swiftSettings: strict
      ),
    ],
  ].flatMap { $0 },
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
