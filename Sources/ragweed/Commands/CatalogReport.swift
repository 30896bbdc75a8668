import Documents
import FlightPlanning
import MissionFormats
import Quantities
import Tables

/// The catalogue, printed.
enum CatalogReport {
  static func json(_ catalog: Catalog) -> JSONValue {
    .members([
      "schema": .string(DocumentSchema.drones.rawValue),
      "drones": .array(catalog.drones.map(drone)),
      "cameras": .array(catalog.cameras.map(camera)),
    ])
  }

  private static func drone(_ drone: Drone) -> JSONValue {
    .members([
      "id": .string(drone.id), "name": .string(drone.name),
      "short_names": .array(drone.shortNames.map(JSONValue.string)), "camera": .string(drone.camera.id),
      "airframe": .string(drone.airframe.rawValue), "seminar": .bool(drone.isInSeminar),
      "sensor_width_mm": .number(drone.camera.sensorWidth.millimeters),
      "sensor_height_mm": .number(orNull: drone.camera.sensorHeight?.millimeters),
      "width_px": .integer(drone.camera.widthInPixels), "height_px": .integer(drone.camera.heightInPixels),
      "focal_length_mm": .number(drone.camera.focalLength.millimeters),
      "calibrated_focal_length_px": .number(orNull: drone.camera.calibratedFocalLengthInPixels),
      "shortest_interval_s": .number(orNull: drone.camera.shortestInterval?.inSeconds),
      "speed_m_per_s": .number(drone.maximumSpeed.metersPerSecond),
      "minimum_speed_m_per_s": .number(orNull: drone.minimumSpeed?.metersPerSecond),
      "flight_time_min": .number(drone.flightTime.inMinutes),
      "battery_wh": .number(orNull: drone.batteryEnergy.map { $0.joules / 3600 }),
      "flight_time_speed_m_per_s": .number(orNull: drone.flightTimeSpeed?.metersPerSecond),
      "most_waypoints": drone.mostWaypoints.map(JSONValue.integer) ?? .null,
      "cost_eur_per_flight": .number(orNull: drone.costPerFlight?.euros),
      "sources": sources(drone.sources.merging(drone.camera.sources) { own, _ in own }),
    ])
  }

  private static func camera(_ camera: Camera) -> JSONValue {
    .members([
      "id": .string(camera.id), "name": .string(camera.name),
      "sensor_width_mm": .number(camera.sensorWidth.millimeters),
      "sensor_height_mm": .number(orNull: camera.sensorHeight?.millimeters),
      "width_px": .integer(camera.widthInPixels), "height_px": .integer(camera.heightInPixels),
      "focal_length_mm": .number(camera.focalLength.millimeters),
      "calibrated_focal_length_px": .number(orNull: camera.calibratedFocalLengthInPixels),
      "shortest_interval_s": .number(orNull: camera.shortestInterval?.inSeconds),
      "shortest_exposure_s": .number(orNull: camera.shortestExposure?.inSeconds),
      "shortest_mechanical_exposure_s": .number(orNull: camera.shortestMechanicalExposure?.inSeconds),
      "rolling_shutter_readout_s": .number(orNull: camera.rollingShutterReadout?.inSeconds),
      "image_bytes": .number(orNull: camera.bytesPerImage),
      "exif_models": .array(camera.exifModels.map(JSONValue.string)),
      "sources": sources(camera.sources),
    ])
  }

  private static func sources(_ sources: [String: String]) -> JSONValue {
    .object(sources.sorted { $0.key < $1.key }.map { JSONMember(key: $0.key, value: .string($0.value)) })
  }

  static func table(_ catalog: Catalog) -> String {
    var drones = TextTable()
    drones.add(["drone", "also", "camera", "speed m/s", "flight min", "EUR/flight"])
    drones.addRule()
    for drone in catalog.drones {
      drones.add([
        drone.id, drone.shortNames.joined(separator: ", "), drone.camera.id,
        Figure.text(drone.maximumSpeed.metersPerSecond, 2),
        Figure.text(drone.flightTime.inMinutes, 1), drone.costPerFlight.map { Figure.text($0.euros, 2) } ?? "unknown",
      ])
    }
    var cameras = TextTable()
    cameras.add(["camera", "sensor mm", "pixels", "focal mm", "focal px", "interval s"])
    cameras.addRule()
    for camera in catalog.cameras {
      cameras.add([
        camera.id,
        Figure.text(camera.sensorWidth.millimeters, 3) + " x "
          + (camera.sensorHeight.map { Figure.text($0.millimeters, 3) } ?? "unknown"),
        "\(camera.widthInPixels) x \(camera.heightInPixels)", Figure.text(camera.focalLength.millimeters, 4),
        camera.calibratedFocalLengthInPixels.map { Figure.text($0, 2) } ?? "nominal",
        camera.shortestInterval.map { Figure.text($0.inSeconds, 2) } ?? "unknown",
      ])
    }
    return drones.text(leftAligned: true) + "\n\n" + cameras.text(leftAligned: true)
      + "\n\nThe source of every figure: --format json."
  }
}
