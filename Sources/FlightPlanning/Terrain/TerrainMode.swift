/// How a plan's altitude relates to the terrain.
public enum TerrainMode: String, Sendable, Hashable, CaseIterable {
  /// The height above the ground is kept along lines and ways.
  case follow
  /// One altitude for all; overlap and pixel change with the ground.
  case flat
}
