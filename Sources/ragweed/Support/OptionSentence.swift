import EdgeMeasurement
import Evaluation
import FlightPlanning
import Imagery
import MissionFormats
import ModelGraphs
import ResultFiles
import SurveyMapping
import VisionRuntime

/// The sentences of errors with the options that help, where a library's own sentence knows none.
enum OptionSentence {
  /// The sentence of an error.
  static func of(_ error: any Error) -> String {
    switch error {
    case let error as FileError: of(error)
    case let error as FlightPlanningError: error.sentence(.options)
    case let error as MissionFormatsError: error.sentence(.options)
    case let error as SurveyMappingError: of(error)
    case let error as ModelError: of(error)
    case let error as EdgeMeasurementError: of(error)
    case let error as EvaluationError: of(error)
    case let error as ImageryError: of(error)
    case let error as ModelGraphError: of(error)
    case let error as VisionRuntimeError: of(error)
    default: "\(error)"
    }
  }

  private static func of(_ error: FileError) -> String {
    switch error {
    case .outputExists(let path):
      "The output folder '\(path)' is not empty. Choose another with --output, or add --overwrite to replace its files."
    case .outputIsAFile(let path):
      "Cannot write into '\(path)': it is a file. Choose a folder with --output."
    default: error.description
    }
  }

  private static func of(_ error: SurveyMappingError) -> String {
    switch error {
    case .nothingOnMap(let flagged) where flagged > 0:
      """
      There is nothing on the map: \(flagged) frames were left off for the reasons above. Give others, or take them with \
      --use-flagged.
      """
    case .videoWithoutTrack(let path):
      """
      Cannot map the video '\(path)': there is no .SRT of the same name beside it. Copy it there from the drone's card, or \
      give a track with --track.
      """
    case .videoWithoutPlaces(let path, let track, let reason):
      """
      Cannot map the video '\(path)': its track '\(track)' has no position while it runs, for \(reason). Give another with \
      --track, or shift it with --time-offset.
      """
    case .trackOfSeveralVideos(let count):
      "Option --track is the track of one video, and there are \(count). Map them one by one, each with its own."
    case .noEffect(let setting, let why):
      "Option \(OptionWording().name(of: setting)) has no effect, for \(why). Leave it out."
    case .noWatchedFolder(let path):
      "Cannot read '\(path)': there is no such folder. Make it, or check the path after --watch."
    default: error.description
    }
  }

  private static func of(_ error: ModelError) -> String {
    func unusable(_ path: String, _ reason: String, _ remedy: String) -> String {
      ModelError.unusable(path: path, reason: reason, remedy: remedy).description
    }
    switch error {
    case .missing(let path):
      let shipped = ShippedModel.allCases.map(\.rawValue).joined(separator: " and ")
      return "Cannot read '\(path)': there is no such model. Check --model: a path, or one of \(shipped)."
    case .quantised(let path):
      return unusable(
        path,
        "it was quantised to 8 bits, which OpenCV does not run",
        "Leave --engine out and install OpenVINO, or give the model that it was made from."
      )
    case .onlyQuantised(let path, let precision):
      return unusable(
        path,
        "it was quantised to 8 bits and cannot compute in \(precision)",
        "Leave --precision out, or give the model that it was made from."
      )
    case .notQuantised(let path, let wanted):
      return unusable(
        path,
        "it holds numbers of 32 bits, and there is no '\(wanted)'",
        "Make that with ragweed-quantise (docs/training.md), or leave --precision out."
      )
    case .otherTile(let path, let side, let wanted):
      return unusable(
        path,
        "it takes tiles of \(side) px, and cannot be made for the \(wanted) px of --tile",
        "Leave --tile out, or give a multiple of 32."
      )
    case .noClassNames(let path, let what):
      return unusable(
        path,
        "it has neither a card nor metadata that name \(what)",
        "Name them with --classes, the background first, or put its card beside it, as <stem>.card.json."
      )
    case .noCrops(let path):
      return
        "The model '\(path)' cannot be told which crop stands, for its card names no crops: leave --crop out."
    case .unknownCrop(let name, let path, let known):
      return """
        --crop '\(name)' is not known to the model '\(path)', which knows the crops \(known.joined(separator: ", ")): \
        leave --crop out, or use --crop none where no crop stands.
        """
    case .precisionOfOpenCV(let precision):
      return CommandError.notTogether(
        "--engine opencv",
        "--precision \(precision)",
        why: "OpenCV computes in f32"
      ).description
    case .openVINOOnCUDA:
      return CommandError.notTogether("--engine openvino", "--device cuda", why: "OpenVINO has no CUDA").description
    case .noDevice(let name, let reason):
      return "Cannot compute on \(name): \(reason). Leave --device out."
    case .unusable: return error.description
    }
  }
}
