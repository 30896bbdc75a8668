// swift-tools-version: 6.2

import PackageDescription

/// An example of a few lines for each of the smaller products.
let package = Package(
  name: "ShortOnes",
  dependencies: [.package(name: "ragweed", path: "../..")],
  targets: [
    ("ReadATrack", "Telemetry"), ("MeasureMasks", "Evaluation"), ("EstimateANetwork", "EdgeDeployment"),
  ].map { name, product in
    .executableTarget(name: name, dependencies: [.product(name: product, package: "ragweed")])
  }
)
