import AccuracyMeasurement
import Evaluation
import Foundation
import TestSupport
import Testing

/// Masks in files measured without a terminal.
@Suite struct AccuracyRequestTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for name in ["predictions", "truth"] {
      try FileManager.default.createDirectory(atPath: folder.path(name), withIntermediateDirectories: true)
    }
  }

  /// A mask of one row, as a grey picture in a TIFF without compression.
  private func mask(_ classes: [UInt8], as name: String) throws {
    func entry(_ tag: UInt16, _ type: UInt16, _ value: UInt32) -> [UInt8] {
      [tag, type].flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] } + [1, 0, 0, 0]
        + (0..<4).map { UInt8(value >> (8 * $0) & 255) }
    }
    let entries = [
      entry(256, 4, UInt32(classes.count)), entry(257, 4, 1), entry(258, 3, 8), entry(259, 3, 1), entry(262, 3, 1),
      entry(273, 4, 8), entry(277, 3, 1), entry(278, 4, 1), entry(279, 4, UInt32(classes.count)),
    ]
    let start = 8 + classes.count
    let head: [UInt8] = [73, 73, 42, 0] + (0..<4).map { UInt8(start >> (8 * $0) & 255) }
    _ = try folder.write(
      Data(head + classes + [UInt8(entries.count), 0] + entries.flatMap(\.self) + [0, 0, 0, 0]),
      as: name
    )
  }

  @Test func foldersArePairedByNameAndMeasured() throws {
    try mask([0, 0, 1, 1], as: "predictions/a.mask.tif")
    try mask([0, 1, 1, 1], as: "truth/a.tif")
    try mask([0, 0], as: "predictions/b.mask.tif")
    try mask([0, 1], as: "truth/c.tif")
    var told: [String] = []
    let result = try AccuracyRequest(predictions: folder.path("predictions"), truth: folder.path("truth"))
      .measure { told.append("\($0.done) of \($0.total): \($0.name)") }
    #expect(told == ["1 of 1: a"])
    // Two of three weed pixels are found and nothing else: 2/3; one of two others is called so: 1/2.
    #expect(result.report.confusion.iou(of: 1) == 2.0 / 3)
    #expect(result.report.confusion.iou(of: 0) == 0.5)
    #expect(result.notices.count == 2)
    #expect(result.notices[0].contains("1 mask(s) in '\(folder.path("predictions"))' have no truth"))
    #expect(result.notices[1].contains("have no prediction and are left out, the first is"))
  }

  @Test func twoFilesBelongTogetherWhateverTheirNames() throws {
    try mask([0, 2], as: "predictions/a.tif")
    try mask([0, 2], as: "truth/b.tif")
    var request = AccuracyRequest(predictions: folder.path("predictions/a.tif"), truth: folder.path("truth/b.tif"))
    #expect(throws: EvaluationError.self) { try request.measure() }
    request.classNames = ["background", "weed", "crop"]
    let report = try request.measure().report
    #expect(report.confusion.meanIoU == 1 && report.confusion.iou(of: 1) == nil)
  }

  @Test func nothingInCommonIsRefused() throws {
    try mask([0], as: "predictions/a.tif")
    try mask([0], as: "truth/b.tif")
    let request = AccuracyRequest(predictions: folder.path("predictions"), truth: folder.path("truth"))
    #expect(throws: EvaluationError.noPairs(predictions: request.predictions, truth: request.truth)) {
      try request.measure()
    }
  }
}
