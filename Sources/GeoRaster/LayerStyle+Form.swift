import Documents
import Imagery

extension LayerStyle {
  /// A style of points.
  static func points(layer: String, color: ClassPalette.Color) -> LayerStyle {
    let fill = "\(color.red),\(color.green),\(color.blue),255"
    let properties = [("color", fill), ("name", "circle"), ("outline_color", "255,255,255,255"), ("size", "4")]
    let options = properties.map { #"<Option name="\#($0.0)" type="QString" value="\#($0.1)"/>"# }.joined()
    let props = properties.map { #"<prop k="\#($0.0)" v="\#($0.1)"/>"# }.joined()
    return LayerStyle(
      layer: layer,
      renderer: """
        <renderer-v2 type="singleSymbol" forceraster="0" symbollevels="0" enableorderby="0"><symbols>\
        <symbol name="0" type="marker" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleMarker" enabled="1" \
        locked="0" pass="0"><Option type="Map">\(options)</Option>\(props)</layer></symbol></symbols></renderer-v2>
        """
    )
  }

  /// A form with a list to choose from for columns that have one.
  ///
  /// - Parameters:
  ///   - choices: the values that a column may have.
  ///   - photos: the columns that name a picture.
  ///   - hidden: the columns that the form does not show.
  /// - Returns: the form, as an element of QGIS's own XML; empty where there is nothing.
  static func form(choices: [String: [String]], photos: [String] = [], hidden: [String] = []) -> String {
    guard !choices.isEmpty || !photos.isEmpty else { return "" }
    let lists = choices.sorted { $0.key < $1.key }.map { column, values in
      let entries = values.map { value in
        let name = MarkupText.escaped(value)
        return #"<Option type="Map"><Option type="QString" name="\#(name)" value="\#(name)"/></Option>"#
      }
      return field(column, widget: "ValueMap", #"<Option type="List" name="map">\#(entries.joined())</Option>"#)
    }
    let pictures = photos.map { column in
      // Paths from the project, and a viewer that shows pictures.
      let settings = [("DocumentViewer", 1), ("RelativeStorage", 1), ("StorageMode", 0)].map {
        #"<Option type="int" name="\#($0.0)" value="\#($0.1)"/>"#
      }
      return field(column, widget: "ExternalResource", settings.joined())
    }
    let left = hidden.map { field($0, widget: "Hidden", "") }
    return "<fieldConfiguration>\((lists + pictures + left).joined())</fieldConfiguration>"
  }

  private static func field(_ column: String, widget: String, _ settings: String) -> String {
    #"<field name="\#(MarkupText.escaped(column))"><editWidget type="\#(widget)"><config><Option type="Map">"#
      + "\(settings)</Option></config></editWidget></field>"
  }
}
