import FieldGeometry
import Imagery
import InfestationMapping
import Quantities
import TestSupport
import Testing

@Suite struct FrameMetadataTests {
  private let exif = [
    "GPSLatitude": "(46) (50) (33.3855)", "GPSLatitudeRef": "N", "GPSLongitude": "(91) (59) (40.4156)",
    "GPSLongitudeRef": "W", "FocalLength": "(3.61)", "FocalLengthIn35mmFilm": "20", "Model": "FC300S",
    "Software": "v01.23.4920", "Orientation": "1",
  ]

  @Test func exifGivesPositionAndFocalLength() throws {
    let metadata = FrameMetadata(exif: exif, xmp: nil)
    let position = try #require(metadata.position)
    #expect(abs(position.latitude.degrees - 46.842607) < 1e-6)
    #expect(abs(position.longitude.degrees + 91.994560) < 1e-6)
    #expect(metadata.focalLength == .millimeters(3.61))
    #expect(metadata.gimbalYaw == nil)
    #expect(!metadata.wasRewritten)
  }

  @Test func attributesAndElementsOfXMPAreBothRead() {
    for xmp in [
      #"<d drone-dji:RelativeAltitude="+39.80" drone-dji:GimbalYawDegree="+45.00" drone-dji:GimbalPitchDegree="-89.90"/>"#,
      "<drone-dji:RelativeAltitude>+39.80</drone-dji:RelativeAltitude><drone-dji:GimbalYawDegree>+45.00"
        + "</drone-dji:GimbalYawDegree><drone-dji:GimbalPitchDegree>-89.90</drone-dji:GimbalPitchDegree>",
      "<d drone-dji:RelativeAltitude='+39.80' drone-dji:GimbalYawDegree='+45.00' drone-dji:GimbalPitchDegree='-89.90'/>",
    ] {
      let metadata = FrameMetadata(exif: [:], xmp: xmp)
      #expect(metadata.heightAboveTakeoff == .meters(39.8))
      #expect(metadata.gimbalYaw == .degrees(45))
      #expect(metadata.gimbalPitch == .degrees(-89.9))
    }
  }

  @Test func theMisspeltLongitudeIsRead() {
    let xmp =
      "<drone-dji:GpsLatitude>48.2</drone-dji:GpsLatitude><drone-dji:GpsLongtitude>16.35</drone-dji:GpsLongtitude>"
    #expect(FrameMetadata(exif: [:], xmp: xmp).position?.longitude == .degrees(16.35))
  }

  @Test func zeroZeroIsNoFix() {
    let none = [
      "GPSLatitude": "(0) (0) (0)", "GPSLatitudeRef": "N", "GPSLongitude": "(0) (0) (0)", "GPSLongitudeRef": "E",
    ]
    #expect(FrameMetadata(exif: none, xmp: nil).position == nil)
  }

  @Test func onlyAFixedSolutionCountsAsPrecise() throws {
    let deviations = #"drone-dji:RtkStdLat="0.03" drone-dji:RtkStdLon="0.04""#
    func deviation(_ flag: Int) -> Double {
      FrameMetadata(exif: [:], xmp: "drone-dji:RtkFlag=\"\(flag)\" " + deviations).positionFix.deviation.meters
    }
    #expect(abs(deviation(50) - 0.05) < 1e-12)
    #expect(deviation(34) == 0.5)
    #expect(deviation(16) == 2)
    #expect(deviation(0) == 2)
  }

  @Test func theNewerKeysOfThePositionAreRead() {
    let xmp = #"drone-dji:Latitude="48.2" drone-dji:Longitude="16.35" drone-dji:AbsoluteAltitude="-46.262""#
    let metadata = FrameMetadata(exif: [:], xmp: xmp)
    #expect(metadata.position?.latitude == .degrees(48.2))
    #expect(metadata.altitudeAboveSea == .meters(-46.262))
  }

  @Test func theAltitudeInEXIFMayBeBelowTheSea() {
    #expect(
      FrameMetadata(exif: ["GPSAltitude": "(421.3)", "GPSAltitudeRef": "0x00"], xmp: nil).altitudeAboveSea
        == .meters(421.3)
    )
    #expect(
      FrameMetadata(exif: ["GPSAltitude": "(3)", "GPSAltitudeRef": "0x01"], xmp: nil).altitudeAboveSea == .meters(-3)
    )
  }

  @Test func aPhotoViewerIsNoFirmware() {
    #expect(FrameMetadata(exif: ["Software": "Windows Photo Editor 10.0.10011.16384"], xmp: nil).wasRewritten)
    #expect(!FrameMetadata(exif: ["Software": "10.00.12.09"], xmp: nil).wasRewritten)
  }

  @Test(arguments: ["", "(", "()", "(1) (2)", "(x) (y) (z)", "1e999"])
  func brokenNumbersAreNoPosition(text: String) {
    let broken = ["GPSLatitude": text, "GPSLatitudeRef": "N", "GPSLongitude": text, "GPSLongitudeRef": "E"]
    #expect(FrameMetadata(exif: broken, xmp: "drone-dji:GpsLatitude=\"").position == nil)
  }

  @Test func damagedMetadataGiveAPlacementThatMakesSenseOrASentence() throws {
    let sound = """
      <rdf:Description drone-dji:GpsLatitude="48.2" drone-dji:GpsLongitude="16.35" drone-dji:RelativeAltitude="+39.80" \
      drone-dji:GimbalYawDegree="+45.00" drone-dji:GimbalPitchDegree="-60" drone-dji:GimbalRollDegree="0" \
      drone-dji:CalibratedFocalLength="3666" drone-dji:RtkFlag="50" drone-dji:RtkStdLat="0.01" drone-dji:RtkStdLon="0.01"/>
      """
    let digits = Array("0123456789-+.eE\"'<>= ".utf8)
    var generator = SeededGenerator(seed: 99)
    var placed = 0
    for _ in 0..<1000 {
      var bytes = Array(sound.utf8)
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let place = Int.random(in: bytes.indices, using: &generator)
        if Bool.random(using: &generator) {
          bytes[place] = try #require(digits.randomElement(using: &generator))
        } else {
          bytes.insert(try #require(digits.randomElement(using: &generator)), at: place)
        }
      }
      let focal = try #require(
        ["(8.8)", "(8.8)", "(8.8)", "(8.8)", "(0)", "(-1)", "(1e300)", "x"].randomElement(using: &generator)
      )
      let metadata = FrameMetadata(
        exif: ["Model": "FC6310", "FocalLength": focal],
        xmp: String(decoding: bytes, as: UTF8.self)
      )
      do {
        let placement = try FramePlacement(metadata, imageSize: PixelSize(width: 5472, height: 3648), height: nil) {
          _ in
          FrameSensor(width: .millimeters(13.2), widthInPixels: 5472, heightInPixels: 3648)
        }
        placed += 1
        #expect(placement.groundSamplingDistance.metersPerPixel > 0)
        #expect(placement.groundSamplingDistance.metersPerPixel.isFinite)
        #expect(placement.positionalAccuracy.meters.isFinite)
        #expect(!placement.outline(atHeight: placement.pose.heightAboveGround).isEmpty)
      } catch let error as InfestationMappingError {
        #expect(!error.description.isEmpty)
      }
    }
    #expect(placed > 50)
  }
}
