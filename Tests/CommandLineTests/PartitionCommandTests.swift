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

  @Test func aLargerImageIsCutWithMoreBytes() throws {
    func bytes(_ resolution: String) throws -> [Int] {
      let link = ["--node", "jetson-nano", "--server", "nuc-cpu", "--link", "wifi", "--format", "json"]
      let outcome = try Program(arguments: ["partition", "weeds-small", "--resolution", resolution] + link)
      #expect(outcome.status == 0, "\(outcome.messages)")
      let document = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
      let cuts = try #require(document?["cuts"] as? [[String: Any]])
      return try [cuts.first, cuts.last].map { try #require($0?["bytes"] as? Int) }
    }
    // The image, and the mask: both with four times the pixels.
    #expect(try zip(bytes("512x512"), bytes("256x256")).allSatisfy { $0 == 4 * $1 })
  }

  @Test func badOptionsAreRefusedInASentence() throws {
    let link = try Program("partition", graph, "--node", "jetson-nano", "--server", "nuc-cpu", "--link", "pigeon")
    #expect(link.status == 64 && link.messages.contains("There is no link 'pigeon'. Choose from wifi"))
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
    #expect(tight.status == 64 && tight.messages.contains("No cut meets the delay allowed. Allow at least"))
  }

  @Test func realImagesAreRunUpToTheCutsAndBehindThem() throws {
    let outcome = try Program(
      "partition",
      "weeds-small",
      "--node",
      "jetson-nano",
      "--server",
      "nuc-cpu",
      "--link",
      "wifi-n-far",
      "--images",
      "Samples/synthetic-field/frames",
      "--truth",
      "Samples/synthetic-field/frames-truth",
      "--max-images",
      "1",
      "--engine",
      "opencv",
      "--format",
      "json"
    )
    #expect(outcome.status == 0, "\(outcome.messages)")
    let document = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect((document["bytes_are"] as? String)?.contains("1 image(s), zipped") == true)
    let cuts = try #require(document["cuts"] as? [[String: Any]])
    // The image itself, 8 bits, is sent without loss: the other half is the whole network.
    #expect(cuts[0]["agreement_miou"] as? Double == 1)
    #expect(cuts[0]["size_bytes"] as? Int == 512 * 512 * 3)
    #expect(try #require(cuts[0]["bytes"] as? Int) < 512 * 512 * 3)
    let best = try #require(document["best"] as? [String: Any])
    #expect(try #require(best["agreement_miou"] as? Double) > 0.9)
    #expect(best["truth_miou_unquantised"] as? Double == cuts[0]["truth_miou"] as? Double)
    // A mask of two classes is far smaller than what any cut sends.
    let mask = try #require(document["mask_bytes"] as? Int)
    #expect(mask > 0 && cuts.allSatisfy { ($0["bytes"] as? Int ?? 0) > mask })
  }

  @Test func fewerBitsAreFewerBytes() throws {
    func image(_ bits: String) throws -> Int {
      let outcome = try Program(
        arguments: [
          "partition", "weeds-small", "--node", "jetson-nano", "--server", "nuc-cpu", "--link", "wifi", "--images",
          "Samples/synthetic-field/frames", "--max-images", "1", "--engine", "opencv", "--format", "json",
        ] + ["--bits", bits]
      )
      #expect(outcome.status == 0, "\(outcome.messages)")
      let document = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
      return try #require((document["cuts"] as? [[String: Any]])?.first?["bytes"] as? Int)
    }
    // The image itself is quantised too where it may not have its 8 bits.
    #expect(try image("4") < image("8"))
  }

  @Test func imagesThatDoNotServeAreRefusedInASentence() throws {
    func run(_ options: String...) throws -> Program {
      try Program(
        arguments: ["partition", "weeds-small", "--node", "jetson-nano", "--server", "nuc-cpu", "--link", "wifi"]
          + options
      )
    }
    let bits = try run("--bits", "16", "--images", "Samples/synthetic-field/frames")
    #expect(bits.status == 64 && bits.messages.contains("--images needs values that are quantised."))
    let truth = try run("--truth", "Samples/synthetic-field/frames-truth")
    #expect(truth.status == 64 && truth.messages.contains("--truth needs --images."))
    let unpaired = try run("--images", "Samples/synthetic-field/frames", "--truth", "Samples/synthetic-field/truth")
    #expect(unpaired.status == 65 && unpaired.messages.contains("it has no mask for 'DJI_0001.JPG'"))
  }
}
