public import Quantities

/// What a sprayer is to do.
public struct PrescriptionRequest: Sendable, Hashable {
  /// How much is put on infested ground.
  public var rate: ApplicationRate
  /// How far around patches is treated; nil for half a section, the error of the swath and two sigma of the map together.
  public var buffer: Length?
  /// The width of a part of the boom that is switched by itself.
  public var section = Length.meters(0.5)
  /// How far the machine may drive beside its line.
  public var swathError = Length.meters(0.1)
  /// The most zones; the buffer grows until they are no more.
  public var mostZones = 1000
  /// The side of a cell of a grid.
  public var cell = Length.meters(1)
  /// What it is called, on terminals too.
  public var name = "ragweed"
  /// What is put on.
  public var product = "spray"
  /// Whether a map that lies worse than a section is wide is taken nevertheless.
  public var isForced = false

  /// A prescription of a rate.
  public init(rate: ApplicationRate) { self.rate = rate }
}
