import Documents
import Imagery

/// How QGIS draws a layer: one filled symbol for each value of a field, or one for all.
///
/// It goes into the table `layer_styles` of a GeoPackage, from which QGIS takes it when the layer is added.
struct LayerStyle {
  /// The layer.
  let layer: String
  /// The style as QGIS's own XML (QML).
  let qml: String

  /// A style for patches: a colour for each class.
  ///
  /// - Parameter classes: the classes 0, 1, ...; the first is the background, which is not drawn.
  /// - Returns: the style.
  static func patches(classes: [String]) -> LayerStyle {
    let entries = classes.enumerated().dropFirst().map { index, name in
      (name: name, color: ClassPalette.color(of: UInt8(clamping: index)))
    }
    let categories = entries.enumerated().map { index, entry in
      let name = MarkupText.escaped(entry.name)
      return #"<category render="true" symbol="\#(index)" type="string" value="\#(name)" label="\#(name)"/>"#
    }
    let symbols = entries.enumerated().map { index, entry in
      symbol("\(index)", fill: rgba(entry.color, alpha: 128), line: rgba(entry.color, alpha: 255), style: "solid")
    }
    return LayerStyle(
      layer: "patches",
      qml: document(
        """
        <renderer-v2 type="categorizedSymbol" attr="class" forceraster="0" symbollevels="0" enableorderby="0">
        <categories>\(categories.joined())</categories>
        <symbols>\(symbols.joined())</symbols>
        </renderer-v2>
        """
      )
    )
  }

  /// A style of outlines without a filling.
  static func outlines(layer: String, color: ClassPalette.Color) -> LayerStyle {
    LayerStyle(
      layer: layer,
      qml: document(
        """
        <renderer-v2 type="singleSymbol" forceraster="0" symbollevels="0" enableorderby="0">
        <symbols>\(symbol("0", fill: rgba(color, alpha: 0), line: rgba(color, alpha: 255), style: "no"))</symbols>
        </renderer-v2>
        """
      )
    )
  }

  private static func document(_ renderer: String) -> String {
    """
    <!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
    <qgis version="3.22.0" styleCategories="Symbology">
    \(renderer)
    </qgis>
    """
  }

  private static func rgba(_ color: ClassPalette.Color, alpha: Int) -> String {
    "\(color.red),\(color.green),\(color.blue),\(alpha)"
  }

  /// The properties stand there twice: QGIS before 3.18 reads `prop`, later ones `Option`.
  private static func symbol(_ name: String, fill: String, line: String, style: String) -> String {
    let properties = [
      ("color", fill), ("outline_color", line), ("outline_style", "solid"), ("outline_width", "0.3"),
      ("outline_width_unit", "MM"), ("style", style), ("joinstyle", "bevel"),
    ]
    let options = properties.map { #"<Option name="\#($0.0)" type="QString" value="\#($0.1)"/>"# }.joined()
    let props = properties.map { #"<prop k="\#($0.0)" v="\#($0.1)"/>"# }.joined()
    return #"<symbol name="\#(name)" type="fill" alpha="1" clip_to_extent="1" force_rhr="0">"#
      + #"<layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map">\#(options)</Option>\#(props)"#
      + "</layer></symbol>"
  }
}
