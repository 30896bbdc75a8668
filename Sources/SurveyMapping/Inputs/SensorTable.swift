import FlightPlanning
import Quantities

/// The sensors of the cameras in the catalogue, by the name that frames carry.
struct SensorTable {
  let catalog: Catalog

  /// The width of a camera's sensor, and the pixels along it at full size; nil for a camera that is not known.
  func sensor(_ model: String) -> (width: Length, widthInPixels: Int)? {
    catalog.camera(exifModel: model).map { ($0.sensorWidth, $0.widthInPixels) }
  }
}
