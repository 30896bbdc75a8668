// swift-tools-version: 6.2

import PackageDescription

/// An example: it depends on this package as any other package would, but for the path.
let package = Package(
  name: "MapAnOrthophoto",
  dependencies: [.package(name: "ragweed", path: "../..")],
  targets: [
    .executableTarget(
      name: "MapAnOrthophoto",
      dependencies: [
        .product(name: "SurveyMapping", package: "ragweed")
      ]
    )
  ]
)
