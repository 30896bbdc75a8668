public import FieldGeometry
public import GeoRaster
public import Quantities

/// A piece of ground that is counted by itself: a parcel, or a segment of a road.
public struct CountedGround {
  /// What it is called.
  public let id: String
  /// Its ground.
  public let ground: Ground
}

extension CountedGround {
  /// What a file came to.
  public struct File {
    /// The pieces, in the order of the file.
    public let pieces: [CountedGround]
    /// How many outlines crossed themselves and were made sound.
    public let mendedCount: Int
    /// The file.
    public let path: String
  }

  /// Reads parcels.
  ///
  /// - Parameters:
  ///   - path: the parcels: a GeoPackage, a Shapefile or GeoJSON in any reference system.
  ///   - idColumn: the column with the name of a parcel; nil for the first one, or numbers where there is none.
  ///   - name: the layer of the parcels; nil for the first.
  ///   - plane: where they are laid.
  /// - Returns: the parcels.
  /// - Throws: `ReportingError` where they do not do, `GeoRasterError`.
  public static func parcels(
    path: String,
    idColumn: String? = nil,
    layer name: String? = nil,
    on plane: GroundPlane
  ) throws -> File {
    let layers = try VectorLayer.all(of: path)
    guard let layer = layers.first(where: { name == nil || $0.name == name }), !layer.features.isEmpty else {
      throw ReportingError.noPolygons(path: path)
    }
    var column = layer.columns.indices.first
    if let idColumn {
      guard let index = layer.column(idColumn) else {
        throw ReportingError.noColumn(path: path, column: idColumn, found: layer.columns)
      }
      column = index
    }
    var mended = 0
    let pieces = try layer.features.enumerated().compactMap { index, feature -> CountedGround? in
      guard let shape = feature.wellKnownBinary else { return nil }
      let made: (ground: Ground, wasMended: Bool)
      do {
        made = try plane.ground(of: shape, in: layer.system, path: path)
      } catch let error as GeoRasterError {
        guard layer.namesSystem else { throw ReportingError.noSystem(path: path) }
        throw error
      }
      guard !made.ground.isEmpty else { return nil }
      if made.wasMended { mended += 1 }
      return CountedGround(id: column.flatMap { feature.values[$0] } ?? "\(index + 1)", ground: made.ground)
    }
    guard !pieces.isEmpty else { throw ReportingError.noPolygons(path: path) }
    return File(pieces: pieces, mendedCount: mended, path: path)
  }

  /// Cuts roads into segments.
  ///
  /// - Parameters:
  ///   - lines: the middle lines of the roads.
  ///   - path: their file, for messages.
  ///   - step: the length of a segment.
  ///   - left: how far a segment reaches to the left of the line.
  ///   - right: how far it reaches to the right.
  ///   - plane: where they are laid.
  /// - Returns: the segments, called by the metres from the start at which they begin and end; with several roads, after
  ///   the number of the road.
  /// - Throws: `ReportingError.noRoad` where no line has a length, `GeoRasterError`.
  public static func segments(
    of lines: [[GeoCoordinate]],
    path: String,
    every step: Length,
    left: Length,
    right: Length,
    on plane: GroundPlane
  ) throws -> File {
    var pieces: [CountedGround] = []
    for (index, line) in lines.enumerated() {
      let road = RoadLine(try plane.places(of: line))
      // A rest of less than a tenth goes to the last segment.
      let count = max(1, Int(bounded: (road.length / step.meters + 0.9).rounded(.down)))
      guard road.length > 0 else { continue }
      var earlier = try Ground.none()
      for number in 0..<count {
        let from = Double(number) * step.meters
        let to = number == count - 1 ? road.length : from + step.meters
        let strip = try road.strip(from: from, to: to, left: left.meters, right: right.meters).map(plane.quadrilateral)
        // On the inner side of a bend two segments would share ground.
        let ground = try Ground.joined(strip).subtracting(earlier)
        earlier = try Ground.joined([earlier, ground])
        let name = "\(Int(bounded: from.rounded()))-\(Int(bounded: to.rounded()))"
        pieces.append(CountedGround(id: lines.count > 1 ? "\(index + 1): \(name)" : name, ground: ground))
      }
    }
    guard !pieces.isEmpty else { throw ReportingError.noRoad(path: path) }
    return File(pieces: pieces, mendedCount: 0, path: path)
  }
}
