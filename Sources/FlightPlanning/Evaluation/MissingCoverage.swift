import FieldGeometry

/// Why the pictures of somebody's mission do not show all of a field.
struct MissingCoverage {
  /// The part of the field that they show, from 0 to 1.
  let coverage: Double
  /// The part of the field that lies within the hull of all of them.
  let reach: Double
  /// The pictures, and those that do not look straight down.
  let (images, oblique): (Int, Int)

  /// Parts of less are told of as nothing.
  private static let leastShare = 0.0005

  /// Measures the ground that footprints surround.
  ///
  /// - Parameters:
  ///   - coverage: what they show.
  ///   - footprints: the corners of each.
  ///   - field: the field.
  ///   - images: the pictures.
  ///   - oblique: those that do not look straight down, which have no footprint here.
  init(_ coverage: Double, footprints: [[Vector]], field: [FieldBoundary], images: Int, oblique: Int) {
    self.coverage = coverage
    (self.images, self.oblique) = (images, oblique)
    let hull = ConvexHull(footprints.joined().map(LocalPoint.init)).vertices.map(Vector.init)
    reach =
      hull.count < 3
      ? 0 : max(coverage, FootprintCoverage.share(of: field, footprints: [hull], direction: 0, width: .infinity))
  }

  /// What is missing, and why; nil where nothing is.
  var limit: PlanLimit? {
    guard coverage < 0.999, let reason else { return nil }
    return PlanLimit(
      .coverage,
      .warning,
      "The pictures show \(Figure.text(coverage * 100, 2)) % of the field\(reason)."
    )
  }

  private var reason: String? {
    if images == 0 { return ": the mission takes none" }
    if oblique == images { return ": none of them looks straight down" }
    let parts = [
      (1 - reach, "lie beyond the ground that they surround: another mission of the survey may show them"),
      (reach - coverage, "lie between them"),
    ].filter { $0.0 > Self.leastShare }.map { "\(Figure.text($0.0 * 100, 2)) % of the field \($0.1)" }
    let aslant = oblique > 0 ? ["\(oblique) pictures that do not look straight down are not counted"] : []
    return ([""] + parts + aslant).joined(separator: "; ")
  }
}
