import Documents
import MissionFormats
import TestSupport
import Testing

@Suite struct CompareCommandTests {
  @Test func theTableIsPrintedAsJSON() throws {
    let run = try Program("compare", "--gsd", "1mm", "--format", "json")
    #expect(run.status == 0)
    let document = try JSONValue(parsing: Array(run.output.utf8))
    #expect(document["gsd_cm_per_px"]?.double == 0.1)
    let drones = try #require(document["drones"]?.elements)
    #expect(drones.compactMap { $0["id"]?.text } == ["phantom-4-pro", "matrice-300-p1-50mm", "wingtra-one-qx1"])
    let keys = [
      "ground_width_m", "ground_length_m", "ground_area_km2_per_flight", "flights_per_km2", "time_h_per_km2",
      "cost_eur_per_km2", "altitude_m", "speed_m_per_s", "images_per_flight", "framerate_per_s", "manual_cost_ratio",
      "manual_time_ratio",
    ]
    for drone in drones {
      let feasible = try #require(drone["feasible"])
      for key in keys {
        #expect(drone[key]?.double != nil, "\(key)")
        #expect(feasible[key]?.double != nil, "\(key)")
      }
      for limit in try #require(drone["limits"]?.elements) {
        #expect(limit["kind"]?.text != nil)
        #expect(limit["message"]?.text != nil)
      }
    }
    #expect(drones[0]["images_per_flight"]?.double == 9869)
    #expect(drones[0]["feasible"]?["speed_m_per_s"]?.double == 1)
  }

  @Test func theSlidesRoundTheirTimeFromRoundedFlights() throws {
    let run = try Program("compare", "--gsd", "1cm", "--rounding", "slides", "--format", "csv")
    #expect(run.status == 0)
    let rows = run.output.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let time = try #require(rows.first?.firstIndex(of: "time_h_per_km2"))
    #expect(rows.filter { $0[1] == "ideal" }.map { $0[time] } == ["0.26", "0.15", "0.31"])
  }

  @Test func theTableForPeopleHasALineForEachFigure() throws {
    let run = try Program("compare", "--gsd", "0.1cm")
    #expect(run.status == 0)
    #expect(run.output.contains("images per flight"))
    // Tables fit a terminal; only sentences are longer.
    let all = try Program("compare", "--gsd", "1cm", "--all")
    #expect(all.status == 0)
    let rows = all.output.split(separator: "\n").filter { $0.contains("altitude [m]") || $0.hasPrefix("---") }
    #expect(rows.count > 4)
    #expect(rows.allSatisfy { $0.count <= 100 })
    #expect(run.output.contains("nearest plan that can be flown"))
    #expect(run.output.contains("solved backwards from the seminar's ratios, not published"))
  }

  @Test func aBareNumberIsBadUsage() throws {
    let run = try Program("compare", "--gsd", "5")
    #expect(run.status == 64)
    #expect(run.messages.contains("'5' is no length: the unit is missing. Write it behind the number, as in 45m."))
  }

  @Test func anUnknownDroneIsRefused() throws {
    let run = try Program("compare", "--gsd", "1mm", "--drone", "phantom-4-por")
    #expect(run.status == 64)
    #expect(
      run.messages
        == """
        Error: There is no drone 'phantom-4-por' in the catalogue. Did you mean 'phantom-4-pro'? \
        'ragweed drones' lists all.

        """
    )
  }

  @Test(arguments: ["0mm", "-1mm"])
  func aPixelWithoutLengthIsBadUsage(gsd: String) throws {
    #expect(try Program("compare", "--gsd=\(gsd)").status == 64)
  }
}
