public import EdgeDeployment
import Foundation
import Tables

/// A platform made from layer graphs and their measured times.
public struct PlatformFitting: Sendable {
  /// What is known of the platform before.
  public enum Base: Sendable {
    /// What the known platform of the name in the reports says; nothing where there is none.
    case named
    /// Nothing.
    case nothing
    /// Another platform.
    case platform(PlatformModel)
  }
  /// The platform, with the errors of each network left out.
  public let platform: PlatformModel
  /// What is left out or doubtful, as sentences.
  public let notices: [String]

  /// Fits a platform.
  ///
  /// - Parameters:
  ///   - graphs: the folder of layer graphs.
  ///   - reports: the folder of reports.
  ///   - base: what is known before, for layer types that no report has.
  ///   - known: the platforms that are known by their ids.
  /// - Throws: `FileError`, `EdgeDeploymentError` where a file cannot be used or nothing pairs.
  public init(graphs: String, reports: String, base: Base = .named, known: PlatformCatalog) throws {
    let pairs = try MeasuredPairs(graphs: graphs, reports: reports)
    let first =
      switch base {
      case .platform(let platform): platform
      case .nothing: PlatformModel(measured: pairs.platform)
      case .named:
        known.platforms.first { $0.id == pairs.platform } ?? PlatformModel(measured: pairs.platform)
      }
    platform = try PlatformFit.platform(base: first, networks: pairs.networks)
    notices = pairs.notices
  }

  /// The errors of each network left out; empty where there was only one.
  public var errors: [LeftOutNetwork] { platform.leftOut ?? [] }

  /// The errors, for people.
  public var table: String {
    var table = TextTable()
    table.add(["network left out", "measured ms", "mixed ms", "error %", "statistical ms", "error %"])
    table.addRule()
    for error in errors {
      table.add([
        error.network, String(format: "%.3f", error.measuredMs), String(format: "%.3f", error.estimatedMs),
        String(format: "%+.1f", error.errorPercent), error.statisticalMs.map { String(format: "%.3f", $0) } ?? "-",
        error.statisticalErrorPercent.map { String(format: "%+.1f", $0) } ?? "-",
      ])
    }
    return table.text()
  }
}
