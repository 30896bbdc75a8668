import FieldGeometry
import FlightPlanning
import Quantities
import Testing

@Suite struct PartsTests {
  @Test func plotsCoverTheShareAskedFor() throws {
    let sample = try SamplePlots(of: [TestFields.square(1000)], share: 0.05, side: .meters(20))
    // 5 per cent of a square kilometre are 125 plots of 400 m².
    #expect(abs(sample.plots.count - 125) <= 10)
    #expect(abs(sample.share - Double(sample.plots.count) * 400 / 1e6) < 1e-9)
  }

  @Test(arguments: 1...8)
  func plotsLieInTheFieldAndApart(seed: UInt64) throws {
    let field = try TestFields.random(seed: seed)
    let sample = try SamplePlots(of: [field], share: 0.1, side: .meters(15))
    for (index, plot) in sample.plots.enumerated() {
      #expect(abs(plot.area.squareMeters - 225) < 1e-6)
      for vertex in plot.outer.vertices { #expect(field.contains(vertex)) }
      for other in sample.plots[..<index] { #expect(!plot.overlaps(other)) }
    }
    #expect(sample.share > 0.02 && sample.share < 0.2)
  }

  @Test func aPlanOfPlotsKeepsOffTheHolesOfTheField() throws {
    let field = try TestFields.random(seed: 3)
    let request = try TestFields.request(centimeters: 0.3)
    let site = try SurveySite([field], in: TestFields.frame()).part(
      .plots(share: 0.05, side: .meters(20)),
      of: request,
      overlay: ApartOverlay()
    )
    let plan = try SurveyPlan(for: site, request: request)
    #expect(plan.field == (try SamplePlots(of: [field], share: 0.05, side: .meters(20)).plots))
    #expect(abs((site.fieldArea - field.area).squareMeters) < 1e-6)
    #expect(plan.lengthOverHoles.meters < 0.05)
    #expect(plan.coverage > 0.9999)
  }

  @Test func aPlotLargerThanTheFieldIsRefused() throws {
    #expect {
      try SamplePlots(of: [TestFields.square(30)], share: 0.5, side: .meters(40))
    } throws: {
      "\($0)"
        == "No plot of 40 m fits into the field. Give smaller ones, or plan the whole field."
    }
    for share in [0, -1, 1.2, Double.nan] {
      #expect(throws: FlightPlanningError.self) {
        try SamplePlots(of: [TestFields.square(30)], share: share, side: .meters(5))
      }
    }
  }

  static func patch(_ east: Double, _ north: Double, _ radius: Double = 1) -> [LocalPoint] {
    [(-1, -1), (1, -1), (1, 1), (-1, 1)].map { (dx: Double, dy: Double) in
      LocalPoint(east: .meters(east + dx * radius), north: .meters(north + dy * radius))
    }
  }

  @Test func patchesThatAreNearShareABox() throws {
    let boxes = try RevisitBoxes(
      around: [Self.patch(50, 50), Self.patch(55, 52), Self.patch(150, 150)],
      in: [TestFields.square(200)],
      margin: .meters(3),
      reach: .meters(8)
    )
    // From 46 to 59 m and from 46 to 56 m: 130 m²; alone 8 by 8 m.
    #expect(boxes.boxes.map { $0.area.squareMeters.rounded() } == [130, 64])
    #expect(boxes.patchCount == 3)
    #expect(boxes.outsideCount == 0)
  }

  @Test func boxesEndAtTheFieldsEdge() throws {
    let boxes = try RevisitBoxes(
      around: [Self.patch(1, 100), Self.patch(-50, 100)],
      in: [TestFields.square(200)],
      margin: .meters(3),
      reach: .meters(8)
    )
    // From 0 instead of -3 m to 5 m, 8 m high.
    #expect(abs(boxes.boxes[0].area.squareMeters - 40) < 1e-6)
    #expect(boxes.outsideCount == 1)
  }

  @Test func aMapOfAnotherFieldIsRefused() throws {
    #expect {
      try RevisitBoxes(
        around: [Self.patch(500, 500)],
        in: [TestFields.square(200)],
        margin: .meters(3),
        reach: .meters(8)
      )
    } throws: {
      "\($0)"
        == """
        None of the 1 patches of the map lies in the field. Check that map and field belong together, and \
        the class.
        """
    }
  }

  @Test(arguments: 1...6)
  func everyPatchIsInABox(seed: UInt64) throws {
    let field = try TestFields.random(seed: seed, withHole: false)
    let patches = field.outer.vertices.indices.flatMap { index in
      [0.2, 0.5, 0.8].map { part in
        let vertex = field.outer.vertices[index]
        return Self.patch(vertex.east.meters * part, vertex.north.meters * part, 0.5)
      }
    }
    let boxes = try RevisitBoxes(around: patches, in: [field], margin: .meters(2), reach: .meters(10))
    #expect(boxes.patchCount + boxes.outsideCount == patches.count)
    for patch in patches where patch.allSatisfy(field.contains) {
      #expect(boxes.boxes.contains { box in patch.allSatisfy(box.contains) })
    }
    for (index, box) in boxes.boxes.enumerated() {
      for other in boxes.boxes[..<index] { #expect(!box.overlaps(other)) }
    }
  }
}
