import Foundation
import TestSupport
import Testing

/// `ragweed partition`, run as a user would.
@Suite struct PartitionCommandTests {
  private let folder: TemporaryFolder
  private let graph: String

  init() throws {
    folder = try TemporaryFolder()
    graph = try folder.write(
      """
      {"name": "net", "layers": [{"name": "i", "type": "DataInput", "output_shape": [96, 96, 3]},
      {"name": "a", "type": "Conv", "parents": ["i"], "kernel": [3, 3], "stride": 4, "filters": 8},
      {"name": "b", "type": "Conv", "parents": ["a"], "kernel": [3, 3], "stride": 4, "filters": 4}]}
      """,
      as: "net.graph.json"
    )
  }

  @Test func theBestCutIsPrintedWithEveryOther() throws {
    let outcome = try Program(
      "partition",
      graph,
      "--node",
      "cortex-m4",
      "--server",
      "nuc-cpu",
      "--link",
      "lora",
      "--format",
      "json"
    )
    #expect(outcome.status == 0, "\(outcome.messages)")
    let document = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let best = try #require(document["best"] as? [String: Any])
    // LoRa's radio takes more than the processor: all on the node, 6 x 6 x 4 bytes of result.
    #expect(best["after"] as? String == "b")
    #expect(best["bytes"] as? Int == 144)
    #expect((document["cuts"] as? [Any])?.count == 4)
    #expect((document["bytes_are"] as? String)?.contains("not compressed") == true)
  }

  @Test func badOptionsAreRefusedInASentence() throws {
    let link = try Program("partition", graph, "--node", "jetson-nano", "--server", "nuc-cpu", "--link", "pigeon")
    #expect(link.status == 1 && link.messages.contains("There is no link 'pigeon'. Choose from wifi"))
    let power = try Program("partition", graph, "--node", "zcu102", "--server", "nuc-cpu", "--link", "wifi")
    #expect(power.messages.contains("The power of the platform 'zcu102' is not known. Give it with --node-power"))
    let bare = try Program(
      "partition",
      graph,
      "--node",
      "ncs2",
      "--server",
      "nuc-cpu",
      "--link",
      "wifi",
      "--max-delay",
      "100"
    )
    #expect(bare.status == 64 && bare.messages.contains("the unit is missing"))
    let tight = try Program(
      "partition",
      graph,
      "--node",
      "ncs2",
      "--server",
      "nuc-cpu",
      "--link",
      "lora",
      "--max-delay",
      "1ms"
    )
    #expect(tight.status == 1 && tight.messages.contains("No cut meets the delay allowed. Allow at least"))
  }
}
