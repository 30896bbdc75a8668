import CGDAL
import Foundation

/// GDAL's process-wide state: drivers registered once, messages kept for errors instead of printed.
enum GDALRuntime {
  /// The memory for decoded blocks, where nobody asks for another; see `BlockCache`.
  static let cacheInBytes: Int64 = 64 << 20

  private static let started: Void = {
    unsafe CPLSetErrorHandler(CPLQuietErrorHandler)
    GDALAllRegister()
    FileKind.dropOtherDrivers()
    refuseNetwork()
    GDALSetCacheMax64(cacheInBytes)
    // Sidecar files beside the user's images would be a surprise.
    unsafe CPLSetConfigOption("GDAL_PAM_ENABLED", "NO")
    // The cores are busy already; and with a small cache GDAL 3.6 waits for itself for ever when it decodes on several.
    unsafe CPLSetConfigOption("GDAL_NUM_THREADS", "1")
    // Overviews are written row by row: a row of their blocks is held, see `BlockCache`.
    unsafe CPLSetConfigOption("GDAL_TIFF_OVR_BLOCKSIZE", "128")
    unsafe CPLSetConfigOption("OSR_DEFAULT_AXIS_MAPPING_STRATEGY", "TRADITIONAL_GIS_ORDER")
  }()

  /// What a file asks for over the network is refused, whoever asks: grids of PROJ, functions of a database, paths.
  private static func refuseNetwork() {
    unsafe CPLHTTPSetFetchCallback(
      { _, _, _, _, _, _, _ in
        let size = unsafe MemoryLayout<CPLHTTPResult>.size
        guard let result = unsafe VSICalloc(1, size)?.bindMemory(to: CPLHTTPResult.self, capacity: 1) else {
          return nil
        }
        unsafe result.pointee.nStatus = -1
        unsafe result.pointee.pszErrBuf = VSIStrdup("the network is not used")
        return unsafe result
      },
      nil
    )
    OSRSetPROJEnableNetwork(0)
    // No file has such an ending, so that no path to the network leads anywhere.
    unsafe CPLSetConfigOption("CPL_VSIL_CURL_ALLOWED_EXTENSIONS", ".no-network")
    unsafe CPLSetConfigOption("GDAL_VRT_ENABLE_PYTHON", "NO")
  }

  /// Makes sure that GDAL can be used.
  static func start() { _ = started }

  /// Forgets the last message, so that `lastMessage` is about what is done next.
  static func forgetMessage() { CPLErrorReset() }

  /// What GDAL last said, without the full stop at its end.
  static var lastMessage: String {
    guard let text = unsafe CPLGetLastErrorMsg(), unsafe text.pointee != 0 else { return "no reason given by GDAL" }
    var message = unsafe String(cString: text)
    while message.last?.isPunctuation == true, message.last != ")", message.last != "'" { message.removeLast() }
    return message
  }

  /// Why a file cannot be opened; GDAL names the file once more, and would say so of any format that is not let in.
  static var openReason: String {
    let message = lastMessage
    return message.contains("not recognized as") ? "it is of no format that is read" : message
  }

  /// Drivers quote whole statements of SQL.
  private static let longest = 300

  /// Why a file cannot be written: that the disk is full, where it is, since formats hide it behind words of their own;
  /// otherwise what GDAL last said, and no more of it than a sentence.
  static func writeReason(_ path: String) -> String {
    let message = lastMessage
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let free = (try? FileManager.default.attributesOfFileSystem(forPath: folder))?[.systemFreeSize] as? NSNumber
    let isFull = free.map { $0.int64Value < 1 << 20 } ?? false
    if isFull { return "no space is left on the disk" }
    return message.count > longest ? message.prefix(longest) + " ..." : message
  }
}
