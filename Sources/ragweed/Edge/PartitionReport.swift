import EdgeDeployment
import Foundation
import Quantities

/// The cuts of a network, printed.
struct PartitionReport {
  /// The JSON document.
  struct Document: Encodable {
    /// A cut of it.
    struct Row: Encodable {
      let layersBefore: Int
      let after: String?
      let crossing: [String]
      let crossingEdges: Int
      let values: Int
      let bytes: Int
      let nodeMs: Double
      let transferMs: Double
      let serverMs: Double
      let delayMs: Double
      let processingJ: Double
      let communicationJ: Double
      let energyJ: Double

      init(_ cut: Cut) {
        (layersBefore, after, crossing, crossingEdges) = (cut.layersBefore, cut.after, cut.crossing, cut.edges)
        (values, bytes) = (cut.values, cut.bytes)
        nodeMs = EstimateReport.milliseconds(cut.nodeTime)
        transferMs = EstimateReport.milliseconds(cut.transfer)
        serverMs = EstimateReport.milliseconds(cut.serverTime)
        delayMs = EstimateReport.milliseconds(cut.delay)
        processingJ = cut.processing.joules
        communicationJ = cut.communication.joules
        energyJ = cut.energy.joules
      }
    }
    let network: String
    let node: String
    let server: String
    let link: String
    let linkSource: String
    let bits: Int
    let bytesAre: String
    let best: Row
    let cuts: [Row]
  }

  let network: String
  let node: String
  let server: String
  let link: RadioLink
  let bits: Int
  let partition: Partition
  let best: Cut

  var document: Document {
    Document(
      network: network,
      node: node,
      server: server,
      link: link.id,
      linkSource: link.source,
      bits: bits,
      bytesAre: "sizes of the quantised values, not compressed",
      best: Document.Row(best),
      cuts: partition.cuts.map(Document.Row.init)
    )
  }

  /// The cuts that nothing beats in bytes before them, and the best one.
  var table: String {
    var table = TextTable()
    table.add(["cut after", "bytes", "node ms", "transfer ms", "server ms", "delay ms", "energy mJ", ""])
    table.addRule()
    var least = Int.max
    for cut in partition.cuts {
      let isBest = cut.layersBefore == best.layersBefore
      guard cut.bytes < least || isBest || cut.layersBefore == partition.cuts.count - 1 else { continue }
      least = min(least, cut.bytes)
      func number(_ value: Double) -> String { String(format: "%.3f", value) }
      let row = Document.Row(cut)
      table.add([
        cut.after ?? "(all on the server)", "\(cut.bytes)", number(row.nodeMs), number(row.transferMs),
        number(row.serverMs), number(row.delayMs), number(row.energyJ * 1000), isBest ? "best" : "",
      ])
    }
    return table.text()
      + "\n\n\(network): \(node) to \(server) over \(link.name), \(bits) bits; cuts that send less than all before them.\n"
      + "Bytes are sizes of the quantised values, not compressed."
  }
}
