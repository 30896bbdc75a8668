import Foundation
import TestSupport
import Testing

/// `ragweed estimate`, run as a user would.
@Suite struct EstimateCommandTests {
  private let folder: TemporaryFolder
  private static let networks = ["cf_inceptionv3", "tf_inceptionv1", "tf_resnet50"]
  private static let hasVectors = SharedFiles.exists("vectors/latency")

  init() throws { folder = try TemporaryFolder() }

  private func json(_ text: String) throws -> Any { try JSONSerialization.jsonObject(with: Data(text.utf8)) }

  @Test(.enabled(if: hasVectors, "the shared vectors are absent"), arguments: networks)
  func aNetworkLeftOutIsEstimatedWithinFifteenPercent(_ left: String) throws {
    for other in Self.networks where other != left {
      for ending in ["graph.json", "ncs2.csv"] {
        _ = try folder.write(try SharedFiles.data("vectors/latency/\(other).\(ending)"), as: "\(other).\(ending)")
      }
    }
    let platform = folder.path("platform.json")
    let fit = try Program(
      "estimate",
      "fit",
      "--graphs",
      folder.url.path,
      "--reports",
      folder.url.path,
      "--output",
      platform
    )
    #expect(fit.status == 0, "\(fit.messages)")
    let outcome = try Program(
      "estimate",
      SharedFiles.path("vectors/latency/\(left).graph.json"),
      "--platform",
      platform,
      "--format",
      "json"
    )
    let document = try #require(try json(outcome.output) as? [String: Any])
    let latency = try #require(document["latency_ms"] as? Double)
    let report = String(decoding: try SharedFiles.data("vectors/latency/\(left).ncs2.csv"), as: UTF8.self)
    let total = try #require(report.split(separator: "\n").last { $0.hasPrefix("Total") }?.split(separator: ";")[1])
    let measured = try #require(Double(total))
    #expect(abs(latency / measured - 1) < 0.15, "\(latency) ms for \(measured) ms")
    let layers = try #require(document["layers"] as? [[String: Any]])
    let sum = layers.reduce(0) { $0 + ($1["latency_ms"] as? Double ?? .nan) }
    #expect(abs(sum - latency) < 1e-3)
    #expect(layers.allSatisfy { $0["name"] is String && $0["type"] is String })
  }

  private let tiny = """
    {"name": "tiny", "layers": [{"name": "i", "type": "DataInput", "output_shape": [64, 64, 3]},
    {"name": "c", "type": "Conv", "parents": ["i"], "kernel": [3, 3], "stride": 2, "filters": 32},
    {"name": "r", "type": "Relu", "parents": ["c"]}]}
    """

  @Test func aRooflineSaysThatItIsOne() throws {
    let graph = try folder.write(tiny, as: "tiny.graph.json")
    let outcome = try Program("estimate", graph, "--platform", "jetson-tx2", "--format", "json")
    #expect(outcome.status == 0)
    #expect(outcome.messages.contains("'jetson-tx2' is only a roofline"))
    let document = try #require(try json(outcome.output) as? [String: Any])
    #expect(document["is_roofline_only"] as? Bool == true)
    // Bound by memory: (64 * 64 * 3 + 32 * 32 * 32 + 864) * 2 bytes at 59.7 GB/s.
    let expected = Double((12288 + 32768 + 864) * 2) / 59.7e9 * 1000
    #expect(abs(try #require(document["latency_ms"] as? Double) - expected) < 2e-6)
  }

  @Test func badInputIsRefusedInASentence() throws {
    let graph = try folder.write(tiny, as: "tiny.graph.json")
    let unknown = try Program("estimate", graph, "--platform", "abacus")
    #expect(unknown.status == 64)
    #expect(unknown.messages.contains("There is no platform 'abacus'. Choose from ncs2, zcu102, jetson-nano"))
    let none = try Program("estimate", try folder.write("ONNX", as: "m.onnx"), "--platform", "ncs2")
    #expect(none.messages.contains("it is no ONNX model"))
    let text = try Program("estimate", try folder.write("hello", as: "m.json"), "--platform", "ncs2")
    #expect(text.messages.contains("it is no layer graph"))
    let size = try Program("estimate", graph, "--platform", "ncs2", "--resolution", "64")
    #expect(size.status == 64 && size.messages.contains("'64' is no size of an image"))
    let broken = try Program("estimate", try folder.write("{\"layers\": 3}", as: "b.json"), "--platform", "ncs2")
    #expect(broken.status == 65 && broken.messages.contains("Cannot read"))
    let old = try folder.write("old", as: "p.json")
    let refused = try Program(
      "estimate",
      "fit",
      "--graphs",
      folder.url.path,
      "--reports",
      folder.url.path,
      "--output",
      old
    )
    #expect(refused.messages.contains("The output file '\(old)' exists."))
    let empty = try Program(
      "estimate",
      "fit",
      "--graphs",
      folder.url.path,
      "--reports",
      folder.url.path,
      "--output",
      folder.path("q.json")
    )
    #expect(empty.messages.contains("no report belongs to a graph"))
  }

  @Test func theShippedModelHasTheMultiplyAddsOfItsCard() throws {
    let folder = Program.package.appendingPathComponent("Sources/ragweed/Resources/model")
    let card = try #require(
      try json(String(contentsOf: folder.appendingPathComponent("weed-v8.card.json"), encoding: .utf8))
        as? [String: Any]
    )
    func multiplyAdds(_ options: String...) throws -> Int {
      let model = folder.appendingPathComponent("weed-v8.onnx").path
      let outcome = try Program(arguments: ["estimate", model, "--platform", "ncs2", "--format", "json"] + options)
      #expect(outcome.status == 0, "\(outcome.messages)")
      return try #require((try json(outcome.output) as? [String: Any])?["multiply_adds"] as? Int)
    }
    let stated = try multiplyAdds()
    #expect(stated == card["multiply_adds"] as? Int)
    // Twice the side is four times the work, but for the layers behind global pooling.
    #expect(abs(Double(try multiplyAdds("--resolution", "1024x1024")) / Double(stated) - 4) < 0.01)
  }

  @Test func aPlanIsComparedWithTheLatency() throws {
    let model = Program.package.appendingPathComponent("Sources/ragweed/Resources/model/weed-v8.onnx").path
    let summary = try folder.write("{\"speed_m_per_s\": 4, \"photo_distance_m\": 10}", as: "summary.json")
    let outcome = try Program(
      "estimate",
      model,
      "--platform",
      "ncs2",
      "--plan",
      summary,
      "--inferences-per-picture",
      "88",
      "--format",
      "json"
    )
    #expect(outcome.status == 0, "\(outcome.messages)")
    let document = try #require(try json(outcome.output) as? [String: Any])
    let latency = try #require(document["latency_ms"] as? Double)
    let plan = try #require(document["plan"] as? [String: Any])
    let reachable = try #require(plan["reachable_framerate_per_s"] as? Double)
    #expect(plan["required_framerate_per_s"] as? Double == 0.4)
    #expect(abs(reachable * latency * 88 / 1000 - 1) < 1e-3)
    #expect(plan["keeps_up"] as? String == (reachable >= 0.4 ? "not_excluded" : "no"))
    #expect(abs(try #require(plan["highest_speed_m_per_s"] as? Double) - reachable * 10) < 1e-2)
    let other = try Program("estimate", model, "--platform", "ncs2", "--plan", try folder.write("{}", as: "o.json"))
    #expect(other.messages.contains("Give the summary.json that 'ragweed plan' wrote."))
  }

  @Test func graphsAndReportsBelongTogetherByTheirNames() throws {
    // Names with dots, and a report without a platform in its name.
    for name in ["net_1.0", "net_1.5"] {
      _ = try folder.write(tiny.replacingOccurrences(of: "tiny", with: name), as: "\(name).graph.json")
    }
    _ = try folder.write("c;EXECUTED;Convolution;x;1;0\nr;OPTIMIZED_OUT;ReLU;x;0;0\n", as: "net_1.0.board.csv")
    _ = try folder.write("c;EXECUTED;Convolution;x;3;0\nr;OPTIMIZED_OUT;ReLU;x;0;0\n", as: "net_1.5.csv")
    _ = try folder.write("c;EXECUTED;Convolution;x;3;0\n", as: "other.csv")
    let outcome = try Program(
      "estimate",
      "fit",
      "--graphs",
      folder.url.path,
      "--reports",
      folder.url.path,
      "--output",
      folder.path("p.json"),
      "--format",
      "json"
    )
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.messages.contains("other.csv' has no graph"))
    let document = try #require(try json(outcome.output) as? [String: Any])
    let errors = try #require(document["left_out"] as? [[String: Any]])
    #expect(errors.compactMap { $0["network"] as? String } == ["net_1.0", "net_1.5"])
    // Fitted to the one, the other is three times off, each way.
    #expect(abs(try #require(errors[0]["estimated_ms"] as? Double) - 3) < 1e-6)
    #expect(abs(try #require(errors[1]["error_percent"] as? Double) + 200.0 / 3) < 0.01)
  }

  @Test func everyShippedPlatformNamesItsSources() throws {
    let outcome = try Program("estimate", "platforms", "--format", "json")
    let document = try #require(try json(outcome.output) as? [String: Any])
    let platforms = try #require(document["platforms"] as? [[String: Any]])
    #expect(platforms.count == 9)
    for platform in platforms {
      let sources = try #require(platform["sources"] as? [String: String])
      for key in ["stated_tera_operations_per_s", "memory_gb", "power_maximum_w", "cost_eur"] where platform[key] != nil
      {
        #expect(sources[key] != nil, "\(platform["id"] ?? "") \(key)")
      }
      #expect(sources["rooflines"] != nil)
    }
  }

  @Test func stepsAreFoundInASweep() throws {
    var lines = ["filters,latency_ms"]
    for filters in [1, 20, 40, 90, 200, 500, 1000] {
      lines.append("\(filters),\(0.5 + 0.25 * Double((filters - 1) / 64))")
    }
    let sweep = try folder.write(lines.joined(separator: "\n"), as: "sweep.csv")
    let outcome = try Program("estimate", "steps", sweep)
    #expect(outcome.output.contains("latency_ms = 0.5 + floor((filters-1)/64) * (0.25)"))
    let bare = try Program("estimate", "steps", try folder.write("filters,latency\n1,2", as: "bare.csv"))
    #expect(bare.messages.contains("its header does not end in a latency with its unit"))
  }

  @Test func networksAreMeasuredAtOtherSizes() throws {
    let outcome = try Program(
      "estimate",
      "measure",
      "weeds-small",
      "--resolution",
      "64x96",
      "--engine",
      "opencv",
      "--platform",
      "ncs2",
      "--format",
      "json"
    )
    #expect(outcome.status == 0, "\(outcome.messages)")
    let document = try #require(try json(outcome.output) as? [String: Any])
    #expect((document["engine"] as? String)?.hasPrefix("OpenCV dnn") == true)
    let row = try #require((document["networks"] as? [[String: Any]])?.first)
    #expect(row["width_px"] as? Int == 64 && row["height_px"] as? Int == 96)
    let (measured, predicted) = (
      try #require(row["measured_ms"] as? Double), try #require(row["predicted_ms"] as? Double)
    )
    #expect(measured > 0.1)
    #expect(abs(try #require(row["error_percent"] as? Double) - 100 * (predicted / measured - 1)) < 0.1)
  }

  @Test func aCharacterisationThatCannotBeIsRefusedBeforeItMeasures() throws {
    let old = try folder.write("old", as: "host.json")
    let exists = try Program("estimate", "characterise", "--output", old)
    #expect(exists.status == 73 && exists.messages.contains("The output file '\(old)' exists."))
    let bare = try Program("estimate", "characterise", "--output", folder.path("new.json"), "--budget", "4")
    #expect(bare.status == 64 && bare.messages.contains("the unit is missing"))
    let threads = try Program("estimate", "characterise", "--output", folder.path("new.json"), "--threads", "0")
    #expect(threads.status == 64 && threads.messages.contains("--threads 0 is no number of cores."))
  }

  @Test func aPlanSaysWhatTheBoardTakesFromTheFlight() throws {
    let summary = try folder.write(
      "{\"speed_m_per_s\": 4, \"photo_distance_m\": 10, \"drone\": \"phantom-4-pro\"}",
      as: "flown.json"
    )
    let outcome = try Program(
      "estimate",
      "weeds-small",
      "--platform",
      "ncs2",
      "--plan",
      summary,
      "--power",
      "10W"
    )
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.output.contains("10.0 W from the drone's battery shorten a flight from 30.0 to 28.4 min (5.3 %)."))
  }
}
