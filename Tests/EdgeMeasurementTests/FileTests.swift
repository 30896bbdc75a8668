import EdgeDeployment
import EdgeMeasurement
import Foundation
import ResultFiles
import TestSupport
import Testing

/// Files of platforms, sweeps and reports.
@Suite struct FileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func platformsAreFoundByIdOrFile() throws {
    let known = PlatformCatalog([try ExampleBoards.board("a")])
    #expect(try known.platform("a").name == "Board a")
    let file = try folder.write(ExampleBoards.file("b"), as: "b.json")
    #expect(try known.platform(file).id == "b")
    #expect(throws: EdgeMeasurementError.unknownPlatform(id: "abacus", known: ["a"])) {
      try known.platform("abacus")
    }
    let list = "{\"platforms\": [\(ExampleBoards.file("b")), \(ExampleBoards.file("c"))]}"
    let two = try folder.write(list, as: "two.json")
    #expect(try PlatformCatalog(path: two).platforms.map(\.id) == ["b", "c"])
    #expect {
      try known.platform(two)
    } throws: { "\($0)".contains("it holds 2 platforms") }
    #expect(known.table.contains("stated figures only"))
  }

  @Test func theShippedPlatformsHaveIdsOfTheirOwn() throws {
    let shipped = try PlatformCatalog.shipped()
    #expect(Set(shipped.platforms.map(\.id)).count == 9)
    #expect(try shipped.platform("ncs2").powerMaximumW == 5)
  }

  @Test func aSweepBecomesAFormula() throws {
    let rows = [1, 20, 40, 90, 200, 500, 1000].map {
      "\($0);\("\(0.5 + 0.25 * Double(($0 - 1) / 64))".replacing(".", with: ","))"
    }
    let sweep = try SweepFile(
      path: try folder.write((["filters;latency_ms"] + rows).joined(separator: "\n"), as: "s.csv")
    )
    #expect(sweep.formula == "latency_ms = 0.5 + floor((filters-1)/64) * (0.25)")
    #expect(sweep.largestDeviation < 1e-9 && sweep.pointCount == 7)
  }

  @Test func reportsWithoutAGraphAreLeftOutWithANotice() throws {
    _ = try folder.write(ExampleBoards.graph, as: "net.graph.json")
    _ = try folder.write("c;EXECUTED;Conv;x;2;0\nr;OPTIMIZED_OUT;ReLU;x;0;0\n", as: "net.b.csv")
    _ = try folder.write("c;EXECUTED;Conv;x;2;0\n", as: "other.b.csv")
    let fitting = try PlatformFitting(
      graphs: folder.url.path,
      reports: folder.url.path,
      known: PlatformCatalog([try ExampleBoards.board("b")])
    )
    #expect(fitting.platform.id == "b" && fitting.errors.isEmpty)
    #expect(fitting.notices.contains { $0.contains("other.b.csv' has no graph") })
    let bare = try PlatformFitting(
      graphs: folder.url.path,
      reports: folder.url.path,
      base: .nothing,
      known: PlatformCatalog()
    )
    #expect(bare.platform.id == "b" && bare.platform.rooflines.isEmpty)
  }

  @Test(arguments: [
    EdgeMeasurementError.unknownPlatform(id: "a", known: ["b"]), .unknownLink(id: "a", known: ["b"]),
    .missingPower(platform: "a"), .brokenPowerSource(path: "a"), .noPowerSource(root: "a"),
    .unknownPowerSource(name: "a", known: ["b"]), .noMaskNetwork(path: "a"), .fixedShapes(path: "a"),
    .missingMask(folder: "a", image: "b"), .timeMissing(path: "a", line: 1), .rateMissing(path: "a"),
  ]) func errorsNameNoOption(_ error: EdgeMeasurementError) {
    #expect(!"\(error)".contains("--") && "\(error)".hasSuffix("."))
  }
}
