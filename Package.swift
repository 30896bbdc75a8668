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
/// FFmpeg's libraries are loaded with the first video: linked, they would bring 80 more shared objects to every start.
let openCVLibraries: [LinkerSetting] = ["core", "imgproc", "dnn"].map { .linkedLibrary("opencv_\($0)") }

/// A library target of the house: its code, its README, its tests.
///
/// - Parameters:
///   - name: the target.
///   - dependencies: what the target imports; its tests may import it too.
///   - alsoInTests: what only the tests import.
///   - resources: files that are compiled into the library.
/// - Returns: the library and its tests.
func room(
  _ name: String,
  _ dependencies: [Target.Dependency] = [],
  alsoInTests: [Target.Dependency] = [],
  resources: [String] = []
) -> [Target] {
  [
    .target(
      name: name,
      dependencies: dependencies,
      exclude: ["README.md"],
      resources: resources.map { .embedInCode($0) },
      swiftSettings: strict
    ),
    .testTarget(
      name: "\(name)Tests",
      dependencies: [.target(name: name), "TestSupport"] + dependencies + alsoInTests,
      exclude: ["Fixtures"].filter { _ in ["VisionRuntime"].contains(name) },
      swiftSettings: strict
    ),
  ]
}

/// The libraries of a product that plans flights.
let planning = ["FlightPlanning", "FieldGeometry", "Quantities"]

/// The libraries of a product that maps surveys, but for those that plan them.
let mapping = [
  "SurveyMapping", "Segmentation", "GeoRaster", "InfestationMapping", "VisionRuntime", "Telemetry", "Imagery",
  "Documents",
]

let package = Package(
  name: "ragweed",
  products: [
    .executable(name: "ragweed", targets: ["ragweed"]),
    // Each with the libraries whose types it takes and gives.
    .library(name: "FlightPlanning", targets: planning),
    .library(name: "MissionFormats", targets: ["MissionFormats", "Documents", "Markup"] + planning),
    .library(name: "Telemetry", targets: ["Telemetry", "FieldGeometry", "Quantities"]),
    .library(name: "Evaluation", targets: ["AccuracyMeasurement", "Evaluation", "Imagery", "Quantities"]),
    .library(name: "SurveyMapping", targets: mapping + planning),
    .library(name: "EdgeDeployment", targets: ["EdgeMeasurement", "EdgeDeployment"] + mapping + planning),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", .upToNextMinor(from: "1.8.2")),
    .package(url: "https://github.com/jpsim/Yams", .upToNextMinor(from: "6.2.2")),
    .package(url: "https://github.com/apple/swift-protobuf", .upToNextMinor(from: "1.39.0")),
  ],
  targets: [
    // The one reader of XML, which the domain may use.
    [.systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])])],
    room("Markup", ["CExpat"]),
    // Domain: imports no C.
    room("Quantities"),
    room("Documents", alsoInTests: ["MissionFormats"]),
    room("Tables"),
    room("FieldGeometry", ["Quantities"]),
    room(
      "FlightPlanning",
      ["FieldGeometry", "Quantities"],
      resources: ["Catalog/cameras.json", "Catalog/drones.json"]
    ),
    room("MissionFormats", ["FlightPlanning", "FieldGeometry", "Documents", "Markup", "Quantities", "Tables"]),
    room("Imagery", ["Quantities"]),
    room("Telemetry", ["FieldGeometry", "Markup", "Quantities", "Tables"]),
    room("Segmentation", ["Imagery"]),
    room("Evaluation", ["Documents", "Imagery"]),
    room("InfestationMapping", ["Imagery", "FieldGeometry", "Quantities"]),
    room("EdgeDeployment", ["Quantities", "Tables"], resources: ["Platforms/platforms.json"]),
    room("ModelGraphs", ["OnnxMessages", .product(name: "SwiftProtobuf", package: "swift-protobuf")]),
    room("Teaching"),
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
    room("AccuracyMeasurement", ["Evaluation", "GeoRaster", "Imagery", "ResultFiles"]),
    room(
      "EdgeMeasurement",
      [
        "EdgeDeployment", "SurveyMapping", "ResultFiles", "GeoRaster", "VisionRuntime", "ModelGraphs", "Evaluation",
        "FlightPlanning", "Imagery", "Quantities", "Documents", "Tables",
      ]
    ),
    room(
      "InfestationReporting",
      ["ResultFiles", "GeoRaster", "Imagery", "Documents", "FieldGeometry", "Quantities"],
      alsoInTests: ["InfestationMapping", "Markup"]
    ),
    room(
      "SurveyTeaching",
      [
        "SurveyMapping", "ResultFiles", "GeoRaster", "VisionRuntime", "ModelGraphs", "Segmentation", "Evaluation",
        "Teaching", "Documents", "FieldGeometry", "Imagery", "InfestationMapping", "Markup", "Quantities",
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
        exclude: ["opencv4"],
        // A link to OpenCV's headers: its own folder would need a flag with which nobody may depend on this package.
        cxxSettings: [
          .headerSearchPath("opencv4"), .enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error),
        ],
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
          "VisionRuntime", "Documents", "Tables", "ResultFiles", "SurveyMapping", "EdgeMeasurement",
          "AccuracyMeasurement",
          "InfestationReporting", "SurveyTeaching", "Teaching",
          .product(name: "ArgumentParser", package: "swift-argument-parser"),
          .product(name: "Yams", package: "Yams"),
        ],
        resources: [.copy("Resources/model"), .copy("Resources/catalog")],
        swiftSettings: strict
      ),
      .executableTarget(
        name: "Fuzz",
        dependencies: [
          "Documents", "FieldGeometry", "GeoRaster", "Imagery", "InfestationMapping", "MissionFormats", "ModelGraphs",
          "Quantities",
          "Telemetry", "TestSupport",
          .product(name: "ArgumentParser", package: "swift-argument-parser"),
        ],
        path: "Tests/Fuzz",
        exclude: ["README.md", "Seeds"],
        swiftSettings: strict
      ),
      // What is true of the package as a whole.
      .testTarget(name: "HouseTests", dependencies: ["TestSupport"], swiftSettings: strict),
      .testTarget(
        name: "CommandLineTests",
        dependencies: [
          "ragweed", "TestSupport", "Documents", "FieldGeometry", "FlightPlanning", "GeoRaster", "Imagery",
          "MissionFormats", "Quantities", "VisionRuntime",
        ],
        swiftSettings: strict
      ),
    ],
  ].flatMap { $0 },
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
