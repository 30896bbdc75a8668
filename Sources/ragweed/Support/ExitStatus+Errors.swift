import EdgeDeployment
import EdgeMeasurement
import Evaluation
import FieldGeometry
import FlightPlanning
import GeoRaster
import Imagery
import InfestationReporting
import InfestationMapping
import MissionFormats
import ModelGraphs
import Quantities
import ResultFiles
import SurveyMapping
import SurveyTeaching
import Telemetry
import VisionRuntime

extension ExitStatus {
  /// How the program ends after an error.
  ///
  /// - Parameter error: what a command threw; what the argument parser throws has codes of its own.
  init(after error: any Error) {
    switch error {
    case let error as CommandError: self.init(error)
    case let error as EdgeMeasurementError: self.init(error)
    case let error as FileError: self.init(error)
    case let error as SurveyMappingError: self.init(error)
    case let error as ModelError: self.init(error)
    case let error as FlightPlanningError: self.init(error)
    case let error as GeoRasterError: self.init(error)
    case let error as VisionRuntimeError: self.init(error)
    case let error as EdgeDeploymentError: self.init(error)
    case let error as TeachError: self.init(error)
    case let error as ReportingError: self.init(error)
    case is QuantityError, MissionFormatsError.noWaylineModel: self = .usage
    case is MissionFormatsError, is TelemetryError, is ModelGraphError, is EvaluationError, is FieldGeometryError,
      is InfestationMappingError, is ImageryError:
      self = .data
    default: self = .software
    }
  }

  private init(_ error: CommandError) {
    self =
      switch error {
      case .outputFileExists, .wouldReplaceInput: .cannotCreate
      case .missingResource: .unavailable
      case .outputNotWritten: .inputOutput
      case .invalidMission: .data
      case .unknownFormat, .invalidName, .notTogether, .missingOption, .farTakeoff: .usage
      }
  }

  private init(_ error: EdgeMeasurementError) {
    self =
      switch error {
      case .unknownPlatform, .unknownLink, .missingPower, .unknownPowerSource, .fixedShapes, .rateMissing: .usage
      case .brokenPowerSource, .noPowerSource: .unavailable
      case .missingMask, .noMaskNetwork, .timeMissing: .data
      }
  }

  private init(_ error: FileError) {
    self =
      switch error {
      case .missing, .notAFile: .noInput
      case .cannotRead: .data
      case .outputExists, .outputIsAFile: .cannotCreate
      case .cannotWrite: .inputOutput
      case .inUse: .tryAgain
      case .noOutputName: .usage
      }
  }

  private init(_ error: SurveyMappingError) {
    self =
      switch error {
      case .noWatchedFolder: .noInput
      case .trackOfSeveralVideos, .sameStem, .noEffect: .usage
      case .changedMeanwhile: .tryAgain
      case .nothingSurveyed, .nothingOnMap, .noPoseFits, .cannotPlace, .cannotPlaceFrames, .videoWithoutTrack,
        .videoWithoutPlaces:
        .data
      }
  }

  private init(_ error: TeachError) {
    self =
      switch error {
      case .outputExists, .labelsExist: .cannotCreate
      case .noMap: .noInput
      case .outputName, .classNames, .noPicture: .usage
      case .noPairs, .sameStem, .otherSize, .unknownValue, .oneClass, .noFeatures, .noLabels, .brokenLabels,
        .unknownName, .frameOnGround, .labelsElsewhere:
        .data
      }
  }

  private init(_ error: ReportingError) {
    self =
      switch error {
      case .output, .noColumn, .tooManyZones: .usage
      default: .data
      }
  }

  private init(_ error: ModelError) {
    self =
      switch error {
      case .missing, .notQuantised: .noInput
      case .noCrops, .unknownCrop, .precisionOfOpenCV, .openVINOOnCUDA, .onlyQuantised, .otherTile, .noClassNames:
        .usage
      case .noDevice, .quantised: .unavailable
      case .unusable: .data
      }
  }

  private init(_ error: FlightPlanningError) {
    self =
      switch error {
      // The fields, maps, terrain and catalogues that a plan is made of.
      case .figureNotPositive, .unknownCamera, .repeatedEntry, .minimumAboveMaximum, .looksSwapped, .noField, .noLine,
        .terrainIncomplete, .terrainMissing, .nothingToRevisit, .allFlown:
        .data
      // All else is a wish that cannot be met.
      default: .usage
      }
  }

  private init(_ error: GeoRasterError) {
    self =
      switch error {
      case .missing, .notAFile: .noInput
      case .writeFailed: .inputOutput
      case .noSuchBand: .usage
      case .compressionFailed: .software
      default: .data
      }
  }

  private init(_ error: VisionRuntimeError) {
    self =
      switch error {
      case .missing: .noInput
      case .noVideoLibrary, .noOpenVINO, .precision: .unavailable
      default: .data
      }
  }

  private init(_ error: EdgeDeploymentError) {
    self =
      switch error {
      case .noCut, .badQuantizer: .usage
      case .noMeasurements: .noInput
      default: .data
      }
  }
}
