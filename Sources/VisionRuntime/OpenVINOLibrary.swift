public import Foundation

/// Where OpenVINO's C library may lie on this machine.
///
/// Looked at in this order: the folder or file that `RAGWEED_OPENVINO` names, and nothing else where it is set; the
/// system's libraries; the virtual environment in the `.build` folder that the program was built into; the active
/// virtual environment; the usual folders of Python packages. Python itself is not run.
public struct OpenVINOLibrary: Sendable {
  /// The variable that names the library's folder or file.
  public static let variable = "RAGWEED_OPENVINO"

  /// Whether the user has named a place.
  public static var isNamed: Bool { !(ProcessInfo.processInfo.environment[variable] ?? "").isEmpty }

  private static let name = "libopenvino_c.so"
  private static let packageFolder = "site-packages/openvino/libs"

  /// The places to try, the most specific first: files, or a bare name that the loader looks for itself.
  public let candidates: [String]

  /// Looks for the library.
  ///
  /// - Parameters:
  ///   - environment: the variables of the process.
  ///   - program: the running program; `nil` where it is not known.
  /// - Throws: `VisionRuntimeError.noOpenVINO` where `RAGWEED_OPENVINO` names a place without the library.
  public init(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    program: URL? = Bundle.main.executableURL
  ) throws {
    if let named = environment[Self.variable], !named.isEmpty {
      guard let file = Self.file(at: named) else {
        let reason = "\(Self.variable) is '\(named)', and there is no \(Self.name) there"
        throw VisionRuntimeError.noOpenVINO(reason: reason)
      }
      candidates = [file]
      return
    }
    var folders = [
      "/usr/local/lib", "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib",
    ]
    folders += ["/opt/intel/openvino/runtime/lib/intel64"]
    var pythons: [String] = []
    if let build = program.flatMap(Self.buildFolder) { pythons.append("\(build)/python/lib") }
    if let active = environment["VIRTUAL_ENV"] { pythons.append("\(active)/lib") }
    if let home = environment["HOME"] { pythons.append("\(home)/.local/lib") }
    pythons += ["/usr/local/lib", "/usr/lib"]
    folders += pythons.flatMap(Self.packages)
    candidates = [Self.name] + folders.compactMap(Self.file)
  }

  /// The library in a folder, the newest of several; or the file itself.
  private static func file(at path: String) -> String? {
    var isFolder = ObjCBool(false)
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
    guard isFolder.boolValue else { return path }
    let newest = names(in: path).filter { $0 == name || $0.hasPrefix("\(name).") }.max { precedes($0, $1) }
    return newest.map { "\(path)/\($0)" }
  }

  /// The folders of OpenVINO's Python package under a folder of Python installations.
  private static func packages(under folder: String) -> [String] {
    let pythons = names(in: folder).filter { $0.hasPrefix("python3") }.sorted { precedes($1, $0) }
    return pythons.flatMap { ["\(folder)/\($0)/\(packageFolder)", "\(folder)/\($0)/dist-packages/openvino/libs"] }
  }

  private static func names(in folder: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  }

  /// Whether a name stands before another, numbers by their value.
  private static func precedes(_ first: String, _ second: String) -> Bool {
    first.compare(second, options: .numeric) == .orderedAscending
  }

  /// The folder `.build` that a program lies in.
  private static func buildFolder(of program: URL) -> String? {
    var folder = program.resolvingSymlinksInPath().deletingLastPathComponent()
    while folder.pathComponents.count > 1 {
      if folder.lastPathComponent == ".build" { return folder.path }
      folder.deleteLastPathComponent()
    }
    return nil
  }
}
