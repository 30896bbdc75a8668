import Documents
import MissionFormats
import TestSupport
import Testing

@Suite struct DronesCommandTests {
  @Test func theCatalogueIsPrintedWithItsSources() throws {
    let run = try Program("drones", "--format", "json")
    #expect(run.status == 0)
    let document = try JSONValue(parsing: Array(run.output.utf8))
    let drones = try #require(document["drones"]?.elements)
    for drone in drones { #expect(drone["sources"]?["speed_m_per_s"]?.text != nil) }
    #expect(try #require(document["cameras"]?.elements).count >= 25)
    let table = try Program("drones")
    #expect(table.status == 0)
    #expect(table.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
    for drone in drones { #expect(table.output.contains(try #require(drone["id"]?.text))) }
  }

  @Test func theUsersOwnEntriesAreReadFromYAML() throws {
    let folder = try TemporaryFolder()
    let catalog = try folder.write(
      """
      cameras:
        - {id: my-camera, name: Mine, sensor_width_mm: 10, width_px: 1000, height_px: 800, focal_length_mm: 10}
      drones:
        - id: my-drone
          name: My drone
          camera: my-camera
          speed_m_per_s: 8
          flight_time_min: 20
      """,
      as: "catalog.yaml"
    )
    let run = try Program("compare", "--gsd", "1cm", "--catalog", catalog, "--format", "json")
    #expect(run.status == 0)
    let drones = try JSONValue(parsing: Array(run.output.utf8))["drones"]?.elements
    let mine = try #require(drones?.first { $0["id"]?.text == "my-drone" })
    #expect(mine["altitude_m"]?.double == 10)
    #expect(mine["cost_eur_per_km2"] == .null)
  }

  @Test func aBrokenCatalogueIsRefusedInOneSentence() throws {
    let folder = try TemporaryFolder()
    let catalog = try folder.write(
      "drones:\n  - {id: a, name: b, camera: sony-rx0, flight_time_min: 1}\n",
      as: "c.yaml"
    )
    let run = try Program("drones", "--catalog", catalog)
    #expect(run.status == 65)
    #expect(
      run.messages
        == """
        Error: Cannot read '\(catalog)': at drones, entry 1: the key 'speed_m_per_s' is missing. Write it like the \
        file that 'ragweed drones --template' prints.

        """
    )
  }

  @Test func theTemplateIsACatalogue() throws {
    let folder = try TemporaryFolder()
    let template = try Program("drones", "--template")
    #expect(template.status == 0)
    let catalog = try folder.write(template.output, as: "own.yaml")
    let run = try Program("compare", "--gsd", "1cm", "--catalog", catalog, "--drone", "my drone", "--format", "json")
    #expect(run.status == 0, "\(run.messages)")
    let drone = try #require(try JSONValue(parsing: Array(run.output.utf8))["drones"]?.elements?.first)
    #expect(abs(try #require(drone["altitude_m"]?.double) - 36.48) < 1e-9)
    #expect(try Program("drones", "--template", "--format", "json").status == 64)
  }

  @Test(arguments: ["drones", "compare", "plan"])
  func everyCommandHelpsWithAnExample(command: String) throws {
    let run = try Program(command, "--help")
    #expect(run.status == 0)
    #expect(run.output.contains("EXAMPLE: ragweed \(command)"))
  }
}
