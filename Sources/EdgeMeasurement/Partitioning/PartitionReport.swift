import EdgeDeployment
import Foundation
import Quantities
import Tables

/// The cuts of a network, printed.
public struct PartitionReport: Sendable {
  /// The JSON document.
  public struct Document: Encodable, Sendable {
    /// A cut of it.
    struct Row: Encodable, Sendable {
      let layersBefore: Int
      let after: String?
      let crossing: [String]
      let crossingEdges: Int
      let values: Int
      let sizeBytes: Int
      let bytes: Int
      let nodeMs: Double
      let transferMs: Double
      let serverMs: Double
      let delayMs: Double
      let processingJ: Double
      let communicationJ: Double
      let energyJ: Double
      let agreementMiou: Double?
      let truthMiou: Double?
      let truthMiouUnquantised: Double?

      init(_ cut: Cut, _ accuracy: CutAccuracy? = nil) {
        (layersBefore, after, crossing, crossingEdges) = (cut.layersBefore, cut.after, cut.crossing, cut.edges)
        (values, sizeBytes, bytes) = (cut.values, cut.sizeBytes, cut.bytes)
        nodeMs = EstimateReport.milliseconds(cut.nodeTime)
        transferMs = EstimateReport.milliseconds(cut.transfer)
        serverMs = EstimateReport.milliseconds(cut.serverTime)
        delayMs = EstimateReport.milliseconds(cut.delay)
        processingJ = cut.processing.joules
        communicationJ = cut.communication.joules
        energyJ = cut.energy.joules
        agreementMiou = accuracy?.agreement
        truthMiou = accuracy?.truth
        truthMiouUnquantised = accuracy?.truthUnquantised
      }
    }
    let network: String
    let node: String
    let server: String
    let link: String
    let linkSource: String
    let bits: Int
    let bytesAre: String
    let images: Int?
    let engine: String?
    let maskBytes: Int?
    let maskTransferMs: Double?
    let maskEnergyJ: Double?
    let best: Row
    let cuts: [Row]
  }

  /// What real images gave.
  struct Measured: Sendable {
    /// How many were run.
    let images: Int
    /// What ran them.
    let engine: String
    /// The bytes of the finished mask, zipped.
    let maskBytes: Int
    /// What quantising costs at a cut, by the number of layers before it.
    var accuracies: [Int: CutAccuracy] = [:]
  }

  private let network: String
  private let node: String
  private let server: String
  private let link: RadioLink
  private let bits: Int
  private let partition: Partition
  private let best: Cut
  /// What real images gave; nil where sizes are counted only.
  var measured: Measured?
  /// What limits the latencies, as sentences.
  public internal(set) var warnings: [String] = []

  init(_ request: PartitionRequest, network: String, partition: Partition, best: Cut) {
    self.network = network
    (node, server, link, bits) = (request.node.id, request.server.id, request.link, request.bits)
    (self.partition, self.best) = (partition, best)
  }

  /// The cuts that send less than all before them, the best one, and the last.
  var shown: [Cut] {
    var least = Int.max
    return partition.cuts.filter { cut in
      let isLess = cut.bytes < least
      least = min(least, cut.bytes)
      return isLess || cut.layersBefore == best.layersBefore || cut.layersBefore == partition.cuts.count - 1
    }
  }

  /// What it takes to send the finished mask, with the whole network on the node.
  private var mask: (transfer: Duration, energy: Energy)? {
    guard let maskBytes = measured?.maskBytes, let last = partition.cuts.last else { return nil }
    let airtime = link.airtime(bytes: maskBytes)
    return (airtime.delay, last.processing + airtime.energy(link.power))
  }

  private var bytesAre: String {
    measured.map { "quantised values of \($0.images) image(s), zipped, with the range of each tensor; means" }
      ?? "sizes of the quantised values, not compressed"
  }

  /// The JSON document.
  public var document: Document {
    Document(
      network: network,
      node: node,
      server: server,
      link: link.id,
      linkSource: link.source,
      bits: bits,
      bytesAre: bytesAre,
      images: measured?.images,
      engine: measured?.engine,
      maskBytes: measured?.maskBytes,
      maskTransferMs: mask.map { EstimateReport.milliseconds($0.transfer) },
      maskEnergyJ: mask?.energy.joules,
      best: Document.Row(best, measured?.accuracies[best.layersBefore]),
      cuts: partition.cuts.map { Document.Row($0, measured?.accuracies[$0.layersBefore]) }
    )
  }

  /// The cuts that are shown, for people.
  public var table: String {
    var table = TextTable()
    let isMeasured = measured != nil
    table.add(
      ["cut after"] + (isMeasured ? ["bytes", "zipped"] : ["bytes"])
        + ["node ms", "transfer ms", "server ms", "delay ms", "energy mJ"]
        + (isMeasured ? ["mIoU to whole", "mIoU"] : []) + [""]
    )
    table.addRule()
    func number(_ value: Double) -> String { String(format: "%.3f", value) }
    for cut in shown {
      let row = Document.Row(cut, measured?.accuracies[cut.layersBefore])
      table.add(
        [cut.after ?? "(all on the server)"]
          + (isMeasured ? ["\(cut.sizeBytes)", "\(cut.bytes)"] : ["\(cut.bytes)"])
          + [number(row.nodeMs), number(row.transferMs), number(row.serverMs), number(row.delayMs)]
          + [number(row.energyJ * 1000)]
          + (isMeasured ? [row.agreementMiou.map(number) ?? "-", row.truthMiou.map(number) ?? "-"] : [])
          + [cut.layersBefore == best.layersBefore ? "best" : ""]
      )
    }
    var text = table.text()
    text +=
      "\n\n\(network): \(node) to \(server) over \(link.name), \(bits) bits; cuts that send less than all before them."
    text += "\nBytes are \(bytesAre)."
    if let maskBytes = measured?.maskBytes, let mask {
      text += "\nWith the whole network on the node only its mask need be sent: \(maskBytes) bytes zipped, "
      text +=
        "\(number(EstimateReport.milliseconds(mask.transfer))) ms, \(number(mask.energy.joules * 1000)) mJ in all."
    }
    if let whole = measured?.accuracies.values.compactMap(\.truthUnquantised).first {
      text += "\nThe whole network has an mIoU of \(number(whole)) on these images. Nothing was retrained for the cut."
    }
    return text
  }
}
