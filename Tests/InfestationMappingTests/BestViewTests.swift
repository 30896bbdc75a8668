import FieldGeometry
import Imagery
import InfestationMapping
import Quantities
import TestSupport
import Testing

/// Overlapping frames on a grid of 10 cm whose row 0 is at the north.
@Suite struct BestViewTests {
  private static let side = 0.1
  private static let gridSide = 400

  /// A frame of 200 x 150 pixels with 10 cm of ground each, at a place given in pixels of the grid.
  private func view(
    column: Double,
    row: Double,
    yaw: Double = 0,
    pitch: Double = -90,
    height: Double = 20,
    cameraHeight: Double? = nil
  ) throws -> FrameView {
    let placement = try FramePlacement(
      pose: FramePose(
        position: GeoCoordinate(latitude: .degrees(48), longitude: .degrees(16)),
        heightAboveGround: .meters(height),
        yaw: .degrees(yaw),
        pitch: .degrees(pitch)
      ),
      focalLengthInPixels: 200,
      imageSize: PixelSize(width: 200, height: 150),
      fix: .standalone
    )
    return FrameView(
      placement: placement,
      toCamera: FrameView.GridToCamera(
        east: [-column * Self.side, Self.side, 0],
        north: [row * Self.side, 0, -Self.side]
      ),
      columns: 0..<Self.gridSide,
      rows: 0..<Self.gridSide,
      cameraHeight: cameraHeight ?? height
    )
  }

  private func bestView(_ views: [FrameView]) throws -> BestView {
    BestView(views: views, size: try PixelSize(width: Self.gridSide, height: Self.gridSide))
  }

  /// The frame that has each pixel of the grid, nil where none has it; fails where two have one.
  private func owners(_ view: BestView, ground: (Int) -> BestView.Ground = { _ in .level }) throws -> [Int?] {
    var owners = [Int?](repeating: nil, count: Self.gridSide * Self.gridSide)
    for frame in view.views.indices {
      try view.forEachStrip(of: frame, on: ground(frame)) { window, sources in
        for (place, source) in sources.enumerated() where source >= 0 {
          let index = (window.y + place / window.size.width) * Self.gridSide + window.x + place % window.size.width
          #expect(owners[index] == nil, "pixel \(index) is counted twice")
          owners[index] = frame
        }
      }
    }
    return owners
  }

  @Test func aFrameAloneHasItsPixelsOnce() throws {
    let owners = try owners(bestView([view(column: 200, row: 200)]))
    // 20 m over 200 px of focal length are 10 cm, so each pixel of the frame has one of the grid.
    #expect(owners.count { $0 == 0 } == 200 * 150)
  }

  @Test func eachPixelHasTheSourceThatShowsIt() throws {
    let frames = try bestView([view(column: 200, row: 200)])
    try frames.forEachStrip(of: 0, on: .level) { window, sources in
      for (place, source) in sources.enumerated() where source >= 0 {
        // The frame's top left pixel lies at column 100, row 125 of the grid.
        let (column, row) = (window.x + place % window.size.width, window.y + place / window.size.width)
        #expect(Int(source) == (row - 125) * 200 + column - 100)
      }
    }
  }

  @Test func twoFramesShareWhatBothShowAtTheMiddle() throws {
    let owners = try owners(bestView([view(column: 150, row: 200), view(column: 250, row: 200)]))
    // 300 columns of 150 rows are shown at all; the line between them is at column 200, to a cell of 16.
    #expect(owners.count { $0 != nil } == 300 * 150)
    for row in 125..<275 {
      #expect(owners[row * Self.gridSide + 183] == 0)
      #expect(owners[row * Self.gridSide + 217] == 1)
    }
  }

  @Test func manyTurnedFramesCountEachPlaceThatAnyOfThemShowsOnce() throws {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<4 {
      let views = try (0..<5).map { _ in
        try view(
          column: .random(in: 120...280, using: &generator),
          row: .random(in: 120...280, using: &generator),
          yaw: .random(in: -180...180, using: &generator),
          pitch: .random(in: -90 ... -60, using: &generator),
          height: .random(in: 10...20, using: &generator)
        )
      }
      let together = try owners(bestView(views))
      let alone = try views.map { try owners(bestView([$0])) }
      for index in together.indices {
        #expect((together[index] != nil) == alone.contains { $0[index] != nil })
      }
    }
  }

  @Test func nothingBeyond60DegreesOfTheVerticalIsMapped() throws {
    let frames = try bestView([view(column: 200, row: 390, pitch: -40, height: 10)])
    var farthest = 0
    for (index, owner) in try owners(frames).enumerated() where owner != nil {
      farthest = max(farthest, 390 - index / Self.gridSide)
    }
    // 10 m times the tangent of 60 degrees are 17.3 m.
    #expect((165...174).contains(farthest))
  }

  @Test func higherGroundIsShownLarger() throws {
    let camera = try view(column: 200, row: 200, height: 20, cameraHeight: 120)
    let frames = try bestView([camera])
    let flat = try owners(frames) { frames.ground(of: $0, heights: frames.groundPlaces(of: $0).map { _ in 100 }) }
    let raised = try owners(frames) { frames.ground(of: $0, heights: frames.groundPlaces(of: $0).map { _ in 110 }) }
    #expect(flat.count { $0 != nil } == 200 * 150)
    // At half the distance the frame shows half the length and half the width.
    #expect(raised.count { $0 != nil } == 100 * 75)
  }

  @Test func placesWithoutAHeightAreNotShown() throws {
    let frames = try bestView([view(column: 200, row: 200, height: 20, cameraHeight: 120)])
    let owners = try owners(frames) { frame in
      frames.ground(of: frame, heights: frames.groundPlaces(of: frame).map { $0.x < 200 ? 100 : .nan })
    }
    #expect(owners.contains(0))
    for index in owners.indices where index % Self.gridSide > 200 { #expect(owners[index] == nil) }
  }

  @Test func aPlaceBelongsToTheFrameThatLooksAtItMostSteeply() throws {
    let frames = try bestView([view(column: 150, row: 200), view(column: 250, row: 200)])
    let source = try #require(frames.source(column: 240, row: 200))
    #expect(source.frame == 1)
    #expect(abs(source.distance - 1) < 1e-9)
  }
}

@Suite struct FrameSitesTests {
  private func placement(latitude: Double, longitude: Double) throws -> FramePlacement {
    try FramePlacement(
      pose: FramePose(
        position: GeoCoordinate(latitude: .degrees(latitude), longitude: .degrees(longitude)),
        heightAboveGround: .meters(20),
        yaw: .zero
      ),
      focalLengthInPixels: 200,
      imageSize: PixelSize(width: 200, height: 150),
      fix: .standalone
    )
  }

  @Test func framesThatShowTheSameGroundThroughOthersAreOneSite() throws {
    // A frame reaches 12.5 m; 0.0002 degrees of latitude are 22 m.
    let frames = try [48.0, 49.0, 48.0002, 48.0004, 49.0002].map { try placement(latitude: $0, longitude: 16) }
    #expect(FrameSites.groups(of: frames) == [[0, 2, 3], [1, 4]])
    #expect(FrameSites.groups(of: []).isEmpty)
  }

  @Test func theAntimeridianDividesNothing() throws {
    let frames = try [179.9999, -179.9999].map { try placement(latitude: 0, longitude: $0) }
    #expect(FrameSites.groups(of: frames) == [[0, 1]])
  }
}
