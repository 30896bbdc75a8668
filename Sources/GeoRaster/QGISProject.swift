import Documents

/// A project of QGIS: layers over each other, and the ground that is shown.
///
/// What is left out QGIS takes from its own defaults; the layout is that of version 3.22 (QGIS documentation, appendix
/// "QGIS file formats").
public struct QGISProject: Sendable {
  /// Shapes of a vector file.
  public struct Shapes: Sendable {
    /// The file and its layer, as QGIS names them.
    public let source: String
    /// What it is called.
    public let title: String
    /// `Polygon` or `Line`.
    public let geometry: String
    /// How it is drawn.
    public let style: LayerStyle
    /// The values that a column may have, for the form.
    public let choices: [String: [String]]
    /// The column that is written over each shape; nil for none.
    public let captionColumn: String?
    /// The reference system.
    public let system: String
    /// Whether it is shown before somebody asks for it.
    public let isShown: Bool

    /// Describes a layer, in degrees where no system is named.
    public init(
      source: String,
      title: String,
      geometry: String = "Polygon",
      style: LayerStyle,
      choices: [String: [String]] = [:],
      captionColumn: String? = nil,
      system: String = "EPSG:4326",
      isShown: Bool = true
    ) {
      self.source = source
      self.title = title
      self.geometry = geometry
      self.style = style
      self.choices = choices
      self.captionColumn = captionColumn
      self.system = system
      self.isShown = isShown
    }
  }

  /// A layer.
  public enum Layer: Sendable {
    /// Shapes of a vector file.
    case shapes(Shapes)
    /// A raster in its own colours, in a system by its name or as WKT; nil where it has none.
    case picture(source: String, title: String, system: String?)
    /// A mask in the colours of its classes, which is shown when somebody asks for it.
    case mask(source: String, title: String, style: LayerStyle, system: String?)

    fileprivate var source: String {
      switch self {
      case .shapes(let shapes): shapes.source
      case .picture(let source, _, _), .mask(let source, _, _, _): source
      }
    }

    fileprivate var title: String {
      switch self {
      case .shapes(let shapes): shapes.title
      case .picture(_, let title, _), .mask(_, let title, _, _): title
      }
    }

    fileprivate var system: String? {
      switch self {
      case .shapes(let shapes): shapes.system
      case .picture(_, _, let system), .mask(_, _, _, let system): system
      }
    }

    fileprivate var provider: String { if case .shapes = self { "ogr" } else { "gdal" } }

    fileprivate var isShown: Bool {
      switch self {
      case .shapes(let shapes): shapes.isShown
      case .picture: true
      case .mask: false
      }
    }
  }

  private let name: String
  private let layers: [Layer]
  private let view: GroundView

  /// Makes a project.
  ///
  /// - Parameters:
  ///   - name: what it is called, and the file in its archive.
  ///   - layers: the layers, the topmost first.
  ///   - view: the ground that is shown.
  public init(_ name: String, _ layers: [Layer], of view: GroundView) {
    self.name = name
    self.layers = layers
    self.view = view
  }

  /// The project as QGIS keeps it, a zip archive (`.qgz`).
  public var archive: [UInt8] {
    var archive = StoredArchive()
    archive.add("\(name).qgs", Array(text.utf8))
    return archive.bytes
  }

  /// The project as XML.
  var text: String {
    // QGIS gives layers whose names are short new ones, and then finds them no more.
    let numbered = layers.enumerated().map { (id: "ragweed_\(name)_layer_\($0 + 1)", layer: $1) }
    let tree = numbered.map { id, layer in
      let title = MarkupText.escaped(layer.title)
      let source = MarkupText.escaped(layer.source)
      return #"<layer-tree-layer id="\#(id)" name="\#(title)" source="\#(source)" providerKey="\#(layer.provider)" "#
        + #"checked="Qt::\#(layer.isShown ? "Checked" : "Unchecked")" expanded="0"/>"#
    }
    return """
      <!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
      <qgis projectname="ragweed: \(name)" version="3.22.0">
      <projectCrs>\(Self.system(view.system))</projectCrs>
      <layer-tree-group>
      \(tree.joined(separator: "\n"))
      </layer-tree-group>
      <mapcanvas name="theMapCanvas"><units>meters</units>\(extent)
      <destinationsrs>\(Self.system(view.system))</destinationsrs></mapcanvas>
      <projectlayers>
      \(numbered.map { Self.element($0.layer, id: $0.id) }.joined(separator: "\n"))
      </projectlayers>
      <properties><Paths><Absolute type="bool">false</Absolute></Paths>
      <SpatialRefSys><ProjectionsEnabled type="int">1</ProjectionsEnabled></SpatialRefSys></properties>
      </qgis>

      """
  }

  private var extent: String {
    let (x, y) = (view.eastings, view.northings)
    return "<extent><xmin>\(x.lowerBound)</xmin><ymin>\(y.lowerBound)</ymin>"
      + "<xmax>\(x.upperBound)</xmax><ymax>\(y.upperBound)</ymax></extent>"
  }

  /// A reference system.
  ///
  /// QGIS looks at its name only where a number of its own stands beside it, whichever that is.
  private static func system(_ name: String) -> String {
    let isName = name.wholeMatch(of: /[A-Za-z]+:[0-9]+/) != nil
    guard isName else { return "<spatialrefsys><wkt>\(MarkupText.escaped(name))</wkt></spatialrefsys>" }
    return "<spatialrefsys><srsid>1</srsid><authid>\(name)</authid></spatialrefsys>"
  }

  private static func element(_ layer: Layer, id: String) -> String {
    let named = """
      <id>\(id)</id><datasource>\(MarkupText.escaped(layer.source))</datasource>
      <layername>\(MarkupText.escaped(layer.title))</layername>\(layer.system.map { "<srs>\(system($0))</srs>" } ?? "")
      """
    switch layer {
    case .picture: return #"<maplayer type="raster">\#(named)<provider>gdal</provider></maplayer>"#
    case .mask(_, _, let style, _):
      return #"<maplayer type="raster">\#(named)<provider>gdal</provider>\#(style.renderer)</maplayer>"#
    case .shapes(let shapes):
      let isCaptioned = shapes.captionColumn == nil ? "0" : "1"
      return
        #"<maplayer type="vector" geometry="\#(shapes.geometry)" labelsEnabled="\#(isCaptioned)">\#(named)"#
        + #"<provider encoding="UTF-8">ogr</provider>\#(shapes.style.renderer)\#(caption(shapes.captionColumn))"#
        + "\(LayerStyle.form(choices: shapes.choices))</maplayer>"
    }
  }

  /// What is written over each shape.
  private static func caption(_ column: String?) -> String {
    guard let column else { return "" }
    return #"<labeling type="simple"><settings><text-style fieldName="\#(MarkupText.escaped(column))" fontSize="14" "#
      + #"textColor="0,0,0,255"><text-buffer bufferDraw="1" bufferSize="1" bufferColor="255,255,255,255"/></text-style>"#
      + "</settings></labeling>"
  }
}
