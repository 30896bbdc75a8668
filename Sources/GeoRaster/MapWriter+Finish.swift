import CGDAL
public import Documents
import Imagery

extension MapWriter {
  /// What a finished map has.
  public struct Contents: Sendable {
    /// A layer of its GeoPackage.
    public struct Layer: Sendable {
      /// Its table.
      public let name: String
      /// What people call it.
      public let title: String
      /// How it is drawn.
      public let style: LayerStyle
    }

    /// The ground that it shows; nil where it shows none.
    public let view: GroundView?
    /// Its layers, the topmost first.
    public let layers: [Layer]
  }

  /// What layers are called and what they hold; those without a shape are left off, but for the patches.
  private static let abstracts: KeyValuePairs = [
    "patches": (
      title: "Patches",
      text: """
      Ground where the model found a class, numbered by area. Low and high are what outline and scale leave open of the \
      area, not whether the model is right. The mean probability is no probability of being right.
      """
    ),
    "frames": (title: "Frames", text: "What each frame shows of level ground, and how well it is placed."),
    "coverage": (title: "Surveyed ground", text: "What was surveyed. Outside of it nothing is known."),
    "unfamiliar": (title: "Unfamiliar ground", text: "Ground that is unlike what the model has learnt."),
    "look_here": (title: "Label here", text: "Ground where a label teaches the model most, the most needed first."),
  ]

  /// Ends the map and gives the files their names.
  ///
  /// - Parameters:
  ///   - decimals: digits behind the point of a coordinate in the GeoJSON; 8 are a millimetre.
  ///   - survey: what the survey is called, with its date, for the layers' titles.
  ///   - facts: what both files say of the survey, by names that are keys of JSON.
  /// - Returns: what is on the map.
  /// - Throws: `GeoRasterError.writeFailed` where something could not be written.
  @discardableResult
  public func finish(decimals: Int, survey: String = "", facts: [JSONMember] = []) throws -> Contents {
    try file.begin()
    // The largest is 1, then those further north, then those further west: the same map gives the same numbers.
    try file.execute(
      """
      UPDATE patches SET number = ranks.rank FROM (SELECT fid, ROW_NUMBER() OVER \
      (ORDER BY area_m2 DESC, ST_MaxY(geom) DESC, ST_MinX(geom)) AS rank FROM patches) AS ranks WHERE ranks.fid = patches.fid
      """
    )
    let view = coverage.view(in: system) ?? patches.view(in: system)
    for (layer, empty) in [("frames", frames.isEmpty), ("coverage", coverage.isEmpty)] where empty {
      try file.removeLayer(layer)
      try file.execute("DELETE FROM layer_styles WHERE f_table_name = '\(layer)'")
    }
    var layers: [Contents.Layer] = []
    for (layer, (name, text)) in Self.abstracts {
      let title = survey.isEmpty ? name : "\(name): \(survey)"
      guard file.describe(layer: layer, title: title, text: text), let style = style(of: layer) else { continue }
      layers.append(Contents.Layer(name: layer, title: title, style: style))
    }
    let contents = Contents(view: view, layers: layers)
    for fact in facts where fact.value != .null { file.set(Self.text(fact.value), for: fact.key) }
    try file.commit()
    let geoJSON = try GeoJSONFile(
      path: geoJSONPath,
      layer: "patches",
      schema: .mapFeatures,
      facts: facts,
      decimals: decimals
    )
    try unsafe patches.forEach { feature in
      let shape = unsafe try system.geographic(OGR_F_GetGeometryRef(feature))
      defer { unsafe OGR_G_DestroyGeometry(shape) }
      try unsafe geoJSON.append(feature, shape: shape)
    }
    try geoJSON.finish()
    try file.finish()
    return contents
  }

  /// How a layer is drawn.
  func style(of layer: String) -> LayerStyle? {
    switch layer {
    case "patches": .patches(classes: classes)
    case "frames": .outlines(layer: layer, color: ClassPalette.color(of: 2))
    case "coverage": .outlines(layer: layer, color: ClassPalette.color(of: 7))
    case "unfamiliar": .outlines(layer: layer, color: ClassPalette.color(of: 3))
    case "look_here": .outlines(layer: layer, color: ClassPalette.color(of: 5))
    default: nil
    }
  }

  /// A fact as GDAL keeps it.
  static func text(_ value: JSONValue) -> String {
    if let text = value.text { return text }
    var writer = JSONWriter()
    writer.writeCompact(value)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
