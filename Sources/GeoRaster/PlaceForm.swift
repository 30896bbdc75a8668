import CGDAL
public import FieldGeometry
import Imagery
import Quantities

/// A form to be filled in at places in the field: a GeoPackage that QField and QGIS open with lists to choose from.
public enum PlaceForm {
  /// A place to go to.
  public struct Place: Sendable, Hashable {
    /// Its number.
    public let number: Int
    /// What the map says of it.
    public let mapped: String
    /// Where it is.
    public let position: GeoCoordinate
    /// A picture of it, as a path from the file; empty without.
    public let picture: String

    /// Makes a place.
    public init(number: Int, mapped: String, position: GeoCoordinate, picture: String) {
      self.number = number
      self.mapped = mapped
      self.position = position
      self.picture = picture
    }
  }

  /// The layer of the places.
  public static let layer = "places"
  /// The column with what the map says.
  public static let mapped = "mapped"
  /// The column with what is there.
  public static let verdict = "verdict"

  /// Writes a form.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - places: the places.
  ///   - verdicts: what may be there.
  ///   - stages: the stages of growth to choose from.
  /// - Throws: `GeoRasterError.writeFailed`.
  public static func write(to path: String, places: [Place], verdicts: [String], stages: [String]) throws {
    let file = try VectorFile(path: path, driver: "GPKG")
    try file.begin()
    let writer = try LayerWriter(
      file,
      layer: layer,
      fields: [
        ("number", OFTInteger), (mapped, OFTString), (verdict, OFTString), ("plants", OFTInteger),
        ("stage", OFTString), ("photo", OFTString), ("note", OFTString), ("picture", OFTString),
      ],
      geometry: wkbPoint
    )
    var style = LayerStyle.points(layer: layer, color: ClassPalette.color(of: 2))
    // Who knows what the map says sees it.
    style.form = LayerStyle.form(
      choices: [verdict: verdicts, "stage": stages],
      photos: ["photo", "picture"],
      hidden: [mapped]
    )
    try LayerStyle.write([style], to: file)
    try file.flush()
    for place in places {
      let point = unsafe OGR_G_CreateGeometry(wkbPoint)
      unsafe OGR_G_AddPoint_2D(point, place.position.longitude.degrees, place.position.latitude.degrees)
      try unsafe writer.append(
        [
          .number(Double(place.number)), .text(place.mapped), .none, .none, .none, .none, .none, .text(place.picture),
        ],
        geometry: point
      )
    }
    try file.commit()
    try file.finish()
  }
}
