import FlightPlanning
import Quantities

/// The sensors of the cameras in the catalogue, by the name that frames carry.
struct SensorTable {
  private let catalog: Catalog

  /// Loads the shipped cameras and those of the user's own file.
  ///
  /// - Throws: as `CatalogLoader.load`.
  init(catalogPath: String?) throws { catalog = try CatalogLoader.load(userPath: catalogPath) }

  /// The width of a camera's sensor, and the pixels along it at full size; nil for a camera that is not known.
  func sensor(_ model: String) -> (width: Length, widthInPixels: Int)? {
    catalog.camera(exifModel: model).map { ($0.sensorWidth, $0.widthInPixels) }
  }
}
