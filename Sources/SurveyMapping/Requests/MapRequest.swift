public import FlightPlanning
public import Segmentation

/// What is to be mapped, with what, and where the results go.
public struct MapRequest: Sendable {
  /// Images and videos, or folders of them.
  public var inputs: [String]
  /// A folder in which images arrive meanwhile; nil for none.
  public var watch: WatchRequest?
  /// The folder for the results.
  public var output: String
  /// Whether the files of an earlier run are replaced.
  public var overwrite = false
  /// Whether an earlier run into the folder is gone on with.
  public var resume = false
  /// The model.
  public var model: ModelRequest
  /// What runs the model.
  public var engine = Engine.Choice.auto
  /// Where it computes.
  public var device = Engine.Device.cpu
  /// How many cores are used.
  public var threads: Int
  /// From how many sides each tile is looked at.
  public var views = TileViews.one
  /// From which probability on a pixel is not background, between 0 and 1.
  public var threshold = 0.5
  /// The least overlap of neighbouring tiles in pixels; nil for a third of a tile on orthophotos and an eighth on frames.
  public var overlapInPixels: Int?
  /// How orthophotos are read.
  public var rasters = RasterRequest()
  /// What is known of single frames.
  public var frames = FrameRequest()
  /// What is taken from videos.
  public var videos = VideoRequest()
  /// What the files hold.
  public var results = ResultRequest()
  /// A file with the polygons inside which ground is mapped; nil for all ground.
  public var boundary: String?
  /// Whether masks are written and no map.
  public var masksOnly = false
  /// Loads the catalogue of cameras, while the engine is loaded.
  public var catalog: @Sendable () throws -> Catalog
  /// The file of further cameras, which may change between runs; nil for none.
  public var catalogPath: String?
  /// The version of the program, for the journal.
  public var programVersion: String

  /// A request with everything else as usual.
  ///
  /// - Parameters:
  ///   - inputs: images and videos, or folders of them.
  ///   - model: the model.
  ///   - output: the folder for the results.
  ///   - threads: how many cores are used.
  ///   - programVersion: the version of the program, for the journal.
  ///   - catalog: loads the catalogue of cameras.
  public init(
    inputs: [String],
    model: ModelRequest,
    output: String,
    threads: Int,
    programVersion: String,
    catalog: @escaping @Sendable () throws -> Catalog
  ) {
    self.inputs = inputs
    self.model = model
    self.output = output
    self.threads = threads
    self.programVersion = programVersion
    self.catalog = catalog
  }
}
