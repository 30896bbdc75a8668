import Foundation

/// The project's own samples, synthetic and redistributable.
public enum Sample {
  private static func path(_ name: String) -> String {
    SharedFiles.projectFolder.appendingPathComponent("Samples/synthetic-field/\(name)").path
  }

  /// The synthetic orthophoto.
  public static var orthophoto: String { path("orthophoto.tif") }

  /// The outline of the field that the orthophoto shows.
  public static var field: String { path("field.geojson") }

  /// The card of a shipped model.
  public static var card: String {
    SharedFiles.projectFolder.appendingPathComponent("Sources/ragweed/Resources/model/weed-small-v7.card.json").path
  }

  /// The true mask of the orthophoto.
  public static var orthophotoTruth: String { path("truth/orthophoto.mask.tif") }

  /// The folder with the synthetic frames.
  public static var frames: String { path("frames") }

  /// The folder with the true masks of the frames.
  public static var framesTruth: String { path("frames-truth") }
}
