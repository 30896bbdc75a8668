import FieldGeometry
import Imagery
import InfestationMapping
import Quantities
import Testing

/// Where cameras looked, as their makers write it.
@Suite struct FrameDirectionTests {
  private func dji(_ yaw: Double, _ pitch: Double, _ roll: Double, flight: Double?) -> FrameMetadata {
    let own = flight.map { "drone-dji:FlightYawDegree=\"\($0)\"" } ?? ""
    return FrameMetadata(
      exif: [:],
      xmp: """
        drone-dji:GimbalYawDegree="\(yaw)" drone-dji:GimbalPitchDegree="\(pitch)" drone-dji:GimbalRollDegree="\(roll)" \(own)
        """
    )
  }

  /// Mavic Pro: the picture was not turned, and the yaw is that of the picture or of its opposite.
  @Test(arguments: [(30.0, 30.0), (-150, 30), (170, 170), (-10, 170), (25, 30), (-160, 30)])
  func aRollOf180AtTheNadirDoesNotTurnThePicture(yaw: Double, flight: Double) throws {
    for roll in [180.0, -180, -179.9] {
      let direction = try #require(dji(yaw, -90, roll, flight: flight).direction)
      #expect(abs((direction.yaw.degrees - flight + 540).truncatingRemainder(dividingBy: 360) - 180) <= 10.1)
      #expect(direction.roll.degrees.magnitude < 0.2)
      #expect(!direction.isUncertain)
    }
  }

  @Test func otherRollsStandAsTheyAre() throws {
    #expect(try #require(dji(30, -90, 0, flight: 200).direction).yaw == .degrees(30))
    // Not near the vertical, a roll is a roll.
    let oblique = try #require(dji(30, -60, 180, flight: 30).direction)
    #expect(oblique.roll == .degrees(180) && oblique.yaw == .degrees(30))
    let unknown = try #require(dji(30, -90, 180, flight: nil).direction)
    #expect(unknown.isUncertain && unknown.roll == .degrees(180))
    var stated = dji(30, -90, 180, flight: 30)
    stated.isDirectionStated = true
    #expect(stated.direction?.roll == .degrees(180))
  }

  @Test(arguments: [
    // Pix4D's namespace: 0 is the nadir.
    (#"Camera:Yaw="72.5" Camera:Pitch="2.0" Camera:Roll="-1.5""#, 72.5, -88.0, -1.5),
    ("<Camera:Yaw>72.5</Camera:Yaw><Camera:Pitch>-90</Camera:Pitch><Camera:Roll>0</Camera:Roll>", 72.5, -90, 0),
    (
      #"drone-parrot:CameraYawDegree="10.0" drone-parrot:CameraPitchDegree="-89.5" drone-parrot:CameraRollDegree="0.5""#,
      10, -89.5, 0.5
    ),
    // A decimal comma, a blank after the sign.
    (
      #"drone-dji:GimbalYawDegree="+ 10,5" drone-dji:GimbalPitchDegree="-89,9" drone-dji:GimbalRollDegree="0""#, 10.5,
      -89.9, 0
    ),
    // No gimbal: the camera tilts with the drone.
    (#"drone-dji:FlightYawDegree="40" drone-dji:FlightPitchDegree="3""#, 40, -87, 0),
  ])
  func makersWriteTheDirectionInTheirOwnWays(xmp: String, yaw: Double, pitch: Double, roll: Double) throws {
    let direction = try #require(FrameMetadata(exif: [:], xmp: xmp).direction)
    #expect(abs(direction.yaw.degrees - yaw) < 1e-9)
    #expect(abs(direction.pitch.degrees - pitch) < 1e-9)
    #expect(abs(direction.roll.degrees - roll) < 1e-9)
  }

  @Test func heightsOfOtherMakersAreRead() {
    #expect(FrameMetadata(exif: [:], xmp: #"drone:RelativeAltitude="+50.10""#).heightAboveTakeoff == .meters(50.1))
    #expect(FrameMetadata(exif: [:], xmp: #"drone-skydio:RelativeAltitude="12,5""#).heightAboveTakeoff == .meters(12.5))
  }

  @Test(arguments: [
    "DSC-RX1RM2 v1.00", "Ver.1.01", "HD9.01.02.60.00", "QX1 v2", "EVO II V1.2.3", "v01.23.4920", "MicaSense RedEdge",
    "",
    "Parrot ANAFI 1.8.2", "NIKON D810 Ver.1.12", "DJI Mavic",
  ])
  func firmwareIsNoEditor(software: String) {
    #expect(!FrameMetadata(exif: ["Software": software], xmp: nil).wasRewritten)
  }

  @Test(arguments: ["Adobe Photoshop 22.0 (Windows)", "GIMP 2.10.34", "darktable 4.2", "Photos 8.0", "ImageMagick 6.9"])
  func editorsAreKnown(software: String) {
    #expect(FrameMetadata(exif: ["Software": software], xmp: nil).wasRewritten)
  }

  @Test func exchangedSidesTellOfATurn() throws {
    let metadata = FrameMetadata(exif: ["PixelXDimension": "4000", "PixelYDimension": "3000"], xmp: nil)
    #expect(metadata.wasTurned(stored: try PixelSize(width: 3000, height: 4000)))
    #expect(!metadata.wasTurned(stored: try PixelSize(width: 4000, height: 3000)))
    #expect(!metadata.wasTurned(stored: try PixelSize(width: 2000, height: 1500)))
  }

  /// FC6310 at 10 m: 13.2 mm over 5472 px before 8.8 mm are 0.2741 cm on the ground, whatever is cut off the sides.
  @Test(arguments: [(5472, 3648, 0.27412), (4864, 3648, 0.27412), (5472, 3078, 0.27412), (2432, 1824, 0.54825)])
  func aNarrowerPictureHasTheSamePixels(width: Int, height: Int, centimeters: Double) throws {
    func sampling(_ zoom: String?) throws -> Double {
      var exif = ["Model": "FC6310", "FocalLength": "(8.8)"]
      exif["DigitalZoomRatio"] = zoom
      let metadata = FrameMetadata(
        exif: exif,
        xmp: """
          drone-dji:GpsLatitude="48" drone-dji:GpsLongitude="16" drone-dji:RelativeAltitude="+10.00" \
          drone-dji:GimbalYawDegree="0" drone-dji:GimbalPitchDegree="-90"
          """
      )
      return try FramePlacement(metadata, imageSize: PixelSize(width: width, height: height), height: nil) { _ in
        FrameSensor(width: .millimeters(13.2), widthInPixels: 5472, heightInPixels: 3648)
      }.groundSamplingDistance.centimetersPerPixel
    }
    #expect(abs(try sampling(nil) - centimeters) < 1e-4)
    #expect(abs(try sampling("(1)") - centimeters) < 1e-4)
    #expect(abs(try sampling("(2)") - centimeters / 2) < 1e-4)
  }

  /// The outline goes round the frame once: its area is that of the ground that the frame shows.
  @Test func theOutlineOfAFrameIsARing() throws {
    let placement = try FramePlacement(
      pose: FramePose(
        position: GeoCoordinate(latitude: .degrees(48), longitude: .degrees(16)),
        heightAboveGround: .meters(10),
        yaw: .degrees(33)
      ),
      optics: FrameOptics(sensorWidth: .millimeters(13.2), focalLength: .millimeters(8.8)),
      imageSize: PixelSize(width: 5472, height: 3648),
      fix: .standalone
    )
    let ring = try FrameFootprint(source: "a", placement: placement).ring
    let plane = LocalFrame(origin: placement.pose.position)
    let points = ring.map(plane.localPoint(of:))
    let area = points.indices.reduce(0.0) { sum, index in
      let (here, next) = (points[index], points[(index + 1) % points.count])
      return sum + (here.east.meters * next.north.meters - next.east.meters * here.north.meters) / 2
    }
    #expect(abs(area - 15 * 10) < 0.01)
  }
}
