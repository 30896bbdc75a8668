import FlightPlanning
import InfestationMapping
import Quantities

/// The sensors of the cameras in the catalogue, by the name that frames carry.
struct SensorTable {
  let catalog: Catalog

  /// A camera's sensor; nil for a camera that is not known.
  func sensor(_ model: String) -> FrameSensor? {
    catalog.camera(exifModel: model).map {
      FrameSensor(width: $0.sensorWidth, widthInPixels: $0.widthInPixels, heightInPixels: $0.heightInPixels)
    }
  }
}
