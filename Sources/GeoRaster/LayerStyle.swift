import Documents
public import Imagery

/// How QGIS draws a layer: one filled symbol for each value of a field, or one for all.
///
/// It goes into the table `layer_styles` of a GeoPackage, from which QGIS takes it when the layer is added.
public struct LayerStyle: Sendable {
  /// The layer.
  public let layer: String
  /// How it is drawn, as an element of QGIS's own XML.
  public let renderer: String
  /// What its form offers, as an element of the same; empty for QGIS's own.
  var form = ""

  /// The style as a document of its own (QML).
  public var qml: String {
    """
    <!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
    <qgis version="3.22.0" styleCategories="\(form.isEmpty ? "Symbology" : "Symbology|Forms|Fields")">
    \(renderer)\(form)
    </qgis>
    """
  }

  /// A style for patches: a colour for each class.
  ///
  /// - Parameter classes: the classes 0, 1, ...; the first is the background, which is not drawn.
  /// - Returns: the style.
  static func patches(classes: [String]) -> LayerStyle {
    categories(layer: "patches", classes: classes.enumerated().dropFirst().map { ($1, UInt8(clamping: $0)) })
  }

  /// A style for labels: a colour for each class, and a pale one for what has none yet.
  ///
  /// - Parameters:
  ///   - layer: the layer.
  ///   - classes: the classes 0, 1, ...
  ///   - isLine: whether they are lines.
  /// - Returns: the style.
  public static func labels(layer: String, classes: [String], isLine: Bool = false) -> LayerStyle {
    let entries = classes.enumerated().map { (name: $1, color: UInt8(clamping: $0 + 1)) }
    return categories(layer: layer, classes: entries + [(name: "", color: 0)], isLine: isLine)
  }

  private static func categories(
    layer: String,
    classes: [(name: String, color: UInt8)],
    isLine: Bool = false
  ) -> LayerStyle {
    let categories = classes.enumerated().map { index, entry in
      let name = MarkupText.escaped(entry.name)
      return #"<category render="true" symbol="\#(index)" type="string" value="\#(name)" label="\#(name)"/>"#
    }
    let symbols = classes.enumerated().map { index, entry in
      let color = ClassPalette.color(of: entry.color)
      let line = rgba(color, alpha: 255)
      return isLine
        ? stroke("\(index)", line: line)
        : symbol("\(index)", fill: rgba(color, alpha: 128), line: line, style: "solid")
    }
    return LayerStyle(
      layer: layer,
      renderer: """
        <renderer-v2 type="categorizedSymbol" attr="class" forceraster="0" symbollevels="0" enableorderby="0">
        <categories>\(categories.joined())</categories>
        <symbols>\(symbols.joined())</symbols>
        </renderer-v2>
        """
    )
  }

  /// A style for a mask: a colour and a name for each class, the background transparent.
  ///
  /// - Parameters:
  ///   - layer: the mask.
  ///   - classes: the classes 0, 1, ...
  /// - Returns: the style.
  public static func mask(layer: String, classes: [String]) -> LayerStyle {
    let entries = classes.enumerated().map { index, name in
      let value = UInt8(clamping: index)
      let color = ClassPalette.color(of: value)
      return #"<paletteEntry value="\#(value)" color="\#(hex(color))" alpha="\#(index == 0 ? 0 : 255)" "#
        + #"label="\#(MarkupText.escaped(name))"/>"#
    }
    return LayerStyle(
      layer: layer,
      renderer: """
        <pipe><rasterrenderer type="paletted" band="1" opacity="1" nodataColor="">
        <colorPalette>\(entries.joined())</colorPalette>
        </rasterrenderer></pipe>
        """
    )
  }

  private static func hex(_ color: ClassPalette.Color) -> String {
    "#" + [color.red, color.green, color.blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// A style of outlines without a filling.
  ///
  /// - Parameters:
  ///   - layer: the layer.
  ///   - color: their colour.
  /// - Returns: the style.
  public static func outlines(layer: String, color: ClassPalette.Color) -> LayerStyle {
    LayerStyle(
      layer: layer,
      renderer: """
        <renderer-v2 type="singleSymbol" forceraster="0" symbollevels="0" enableorderby="0">
        <symbols>\(symbol("0", fill: rgba(color, alpha: 0), line: rgba(color, alpha: 255), style: "no"))</symbols>
        </renderer-v2>
        """
    )
  }

  private static func rgba(_ color: ClassPalette.Color, alpha: Int) -> String {
    "\(color.red),\(color.green),\(color.blue),\(alpha)"
  }

  private static func symbol(_ name: String, fill: String, line: String, style: String) -> String {
    symbol(
      name,
      type: "fill",
      layer: "SimpleFill",
      [
        ("color", fill), ("outline_color", line), ("outline_style", "solid"), ("outline_width", "0.3"),
        ("outline_width_unit", "MM"), ("style", style), ("joinstyle", "bevel"),
      ]
    )
  }

  private static func stroke(_ name: String, line: String) -> String {
    symbol(
      name,
      type: "line",
      layer: "SimpleLine",
      [("line_color", line), ("line_style", "solid"), ("line_width", "1"), ("line_width_unit", "MM")]
    )
  }

  /// The properties stand there twice: QGIS before 3.18 reads `prop`, later ones `Option`.
  private static func symbol(
    _ name: String,
    type: String,
    layer: String,
    _ properties: [(key: String, value: String)]
  ) -> String {
    let options = properties.map { #"<Option name="\#($0.key)" type="QString" value="\#($0.value)"/>"# }.joined()
    let props = properties.map { #"<prop k="\#($0.key)" v="\#($0.value)"/>"# }.joined()
    return #"<symbol name="\#(name)" type="\#(type)" alpha="1" clip_to_extent="1" force_rhr="0">"#
      + #"<layer class="\#(layer)" enabled="1" locked="0" pass="0"><Option type="Map">\#(options)</Option>\#(props)"#
      + "</layer></symbol>"
  }
}
