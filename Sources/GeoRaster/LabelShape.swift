/// A shape that somebody drew over ground or over a picture, and what he called it.
public struct LabelShape: Sendable, Hashable {
  /// What it is called; nil for a shape that only bounds what was looked at.
  public let name: String?
  /// The shape in OGC's well-known binary form.
  public let wellKnownBinary: [UInt8]
  /// The coordinate reference system as WKT; nil for coordinates in pixels of a picture.
  public let system: String?

  /// Takes a shape.
  public init(name: String?, wellKnownBinary: [UInt8], system: String?) {
    self.name = name
    self.wellKnownBinary = wellKnownBinary
    self.system = system
  }

  /// Takes a polygon in pixels of a picture, from the left and from the top.
  ///
  /// - Parameters:
  ///   - name: what it is called.
  ///   - rings: the outer ring, then holes; open or closed.
  public init(name: String, rings: [[(x: Double, y: Double)]]) {
    var binary = WellKnownBinary(kind: 3)
    binary.append(count: rings.count)
    for ring in rings {
      let isClosed = ring.count > 1 && ring[0] == ring[ring.count - 1]
      binary.append(isClosed ? ring : ring + ring.prefix(1))
    }
    self.init(name: name, wellKnownBinary: binary.bytes, system: nil)
  }

  /// Takes a line in pixels of a picture, two points or more.
  public init(name: String, line: [(x: Double, y: Double)]) {
    var binary = WellKnownBinary(kind: 2)
    binary.append(line)
    self.init(name: name, wellKnownBinary: binary.bytes, system: nil)
  }

  /// Takes a point in pixels of a picture.
  public init(name: String, point: (x: Double, y: Double)) {
    var binary = WellKnownBinary(kind: 1)
    binary.append(point.x)
    binary.append(point.y)
    self.init(name: name, wellKnownBinary: binary.bytes, system: nil)
  }
}
