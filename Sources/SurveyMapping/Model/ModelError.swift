/// Why a model cannot be used for a map.
public enum ModelError: Error, Hashable, CustomStringConvertible {
  /// There is no such file.
  case missing(path: String)
  /// It cannot be used as it is.
  case unusable(path: String, reason: String, remedy: String)
  /// It was quantised, and the engine does not run such models.
  case quantised(path: String)
  /// It was quantised, and computes in nothing else.
  case onlyQuantised(path: String, precision: String)
  /// There is no quantised model of it.
  case notQuantised(path: String, wanted: String)
  /// It does not fit tiles of another side.
  case otherTile(path: String, side: Int, wanted: Int)
  /// Nothing names its classes.
  case noClassNames(path: String, what: String)
  /// Its card names no crops.
  case noCrops(path: String)
  /// Its card does not name a crop.
  case unknownCrop(name: String, path: String, known: [String])
  /// OpenCV does not compute in such numbers.
  case precisionOfOpenCV(precision: String)
  /// OpenVINO does not compute on CUDA.
  case openVINOOnCUDA
  /// A model cannot run where it was asked to.
  case noDevice(name: String, reason: String)

  /// One sentence, which names no option: what failed, which file, why, what to do.
  public var description: String {
    switch self {
    case .missing(let path):
      "Cannot read '\(path)': there is no such model. Check the path."
    case .unusable(let path, let reason, let remedy):
      Self.unusable(path, reason, remedy)
    case .quantised(let path):
      Self.unusable(path, Self.quantised, "Install OpenVINO, or give the model that it was made from.")
    case .onlyQuantised(let path, let precision):
      Self.unusable(
        path,
        "it was quantised to 8 bits and cannot compute in \(precision)",
        "Give the model that it was made from."
      )
    case .notQuantised(let path, let wanted):
      Self.unusable(
        path,
        "it holds numbers of 32 bits, and there is no '\(wanted)'",
        "Make that with ragweed-quantise (docs/training.md)."
      )
    case .otherTile(let path, let side, let wanted):
      Self.unusable(
        path,
        "it takes tiles of \(side) px, and cannot be made for \(wanted) px",
        "Give a multiple of 32."
      )
    case .noClassNames(let path, let what):
      Self.unusable(
        path,
        "it has neither a card nor metadata that name \(what)",
        "Name them, the background first, or put its card beside it, as <stem>.card.json."
      )
    case .noCrops(let path):
      "The model '\(path)' cannot be told which crop stands, for its card names no crops."
    case .unknownCrop(let name, let path, let known):
      "The crop '\(name)' is not known to the model '\(path)', which knows the crops \(known.joined(separator: ", "))."
    case .precisionOfOpenCV(let precision):
      "OpenCV cannot compute in \(precision), only in f32. Take another engine."
    case .openVINOOnCUDA:
      "OpenVINO has no CUDA. Take another engine or device."
    case .noDevice(let name, let reason):
      "Cannot compute on \(name): \(reason). Take another device."
    }
  }

  private static let quantised = "it was quantised to 8 bits, which OpenCV does not run"

  private static func unusable(_ path: String, _ reason: String, _ remedy: String) -> String {
    "Cannot use the model '\(path)': \(reason). \(remedy)"
  }
}
