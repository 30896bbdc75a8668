import GeoRaster
import SurveyMapping

/// What things are called to a user of the command line: by the options that set them.
struct OptionWording: SurveyWording {
  func name(of setting: SurveySetting) -> String {
    switch setting {
    case .program: "ragweed"
    case .contract: setting.rawValue
    case .minArea: "--min-area"
    case .noData: "--nodata"
    case .system: "--crs"
    default: "--" + setting.rawValue.split(separator: " ").joined(separator: "-")
    }
  }

  func sentence(of notice: SurveyNotice) -> String {
    switch notice {
    case .unknownLens: "\(notice.description.dropLast()); a calibration can be given with --camera."
    case .flagged(let flag) where !flag.used: "\(notice.description.dropLast()); --use-flagged takes it."
    case .assumedTakeoff: "\(notice.description.dropLast()); give it with --takeoff."
    case .valueRange(_, _, _, _, isStated: true):
      "\(notice.description.dropLast("as stated.".count))as --value-range says."
    case .valueRange: "\(notice.description.dropLast()); --value-range gives several rasters the same."
    case .undeclaredBorder(_, let border) where Set(border.samples).count == 1:
      """
      \(notice.description.dropLast()); --nodata \(border.texts[0]) leaves it out where nothing was \
      surveyed there.
      """
    case .flaggedFrames(let flags) where flags.first?.used == false:
      "\(notice.description.dropLast()); --use-flagged takes them."
    case .flagged, .flaggedFrames, .undeclaredBorder, .plain: notice.description
    }
  }

  func sentence(of error: any Error) -> String { OptionSentence.of(error) }
}
