/// How orthophotos are read that are not plain red, green and blue of 8 bits.
public struct RasterRequest: Sendable {
  /// The bands with red, green and blue, counted from 1; nil for those that the file names.
  public var bands: [Int]?
  /// The samples that become black and white; nil for the middle of them.
  public var valueRange: ClosedRange<Double>?
  /// The sample that stands for ground that was not surveyed, where files do not say it; nil for none.
  public var noData: Double?
  /// The coordinate reference system of files that name none, such as `EPSG:25833`; nil for none.
  public var system: String?

  /// As files say it.
  public init() {}
}
