// swift-tools-version: 6.2

import PackageDescription

/// An example: it depends on this package as any other package would, but for the path.
let package = Package(
  name: "PlanAField",
  dependencies: [.package(name: "ragweed", path: "../..")],
  targets: [
    .executableTarget(
      name: "PlanAField",
      dependencies: [
        .product(name: "FlightPlanning", package: "ragweed"),
        .product(name: "MissionFormats", package: "ragweed"),
      ]
    )
  ]
)
