import ArgumentParser
import FieldGeometry
import Quantities

/// Reading of a place such as `48.2083,16.3731`: latitude and longitude in degrees, as maps show them.
enum Place {
  static func parse(_ text: String) throws -> GeoCoordinate {
    let numbers = text.split(separator: ",").map { Double($0.filter { !$0.isWhitespace }) }
    guard numbers.count == 2, let latitude = numbers[0], let longitude = numbers[1] else {
      throw ValidationError("'\(text)' is no place. Write latitude and longitude in degrees, as in 48.2083,16.3731.")
    }
    return try GeoCoordinate(latitude: .degrees(latitude), longitude: .degrees(longitude))
  }
}
