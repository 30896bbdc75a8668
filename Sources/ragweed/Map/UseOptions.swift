import ArgumentParser
import Segmentation
import SurveyMapping
import VisionRuntime

/// Which model is used, how it looks at the ground, and what runs it.
struct UseOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A shipped model, or an ONNX file with its card beside it (default: weeds-small).",
      valueName: "weeds|weeds-small|file"
    )
  )
  var model: String?

  @Option(
    help: ArgumentHelp(
      "Crop that stands, so that other crops count as weeds; none where no crop stands ('ragweed model' lists them).",
      valueName: "name"
    )
  )
  var crop: String?

  @Option(
    help: ArgumentHelp(
      "Probability above which a pixel counts as weed. Lower values find more plants and more false ones.",
      valueName: "probability"
    )
  )
  var threshold = 0.5

  @Option(
    help: ArgumentHelp(
      "Average over each tile as it is, turned (2), mirrored (4) and both (8): fewer errors, as many times the work.",
      valueName: "1|2|4|8"
    )
  )
  var views = TileViews.one

  @Option(
    help: ArgumentHelp(
      "What runs the model (default: OpenVINO where it is installed).",
      valueName: "auto|opencv|openvino"
    )
  )
  var engine = Engine.Choice.auto

  @Option(
    help: ArgumentHelp(
      """
      Numbers that it computes in; auto is bf16 where the processor has it and the model's card allows it, else f32. int8 \
      takes <stem>.int8.onnx.
      """,
      valueName: "auto|f32|bf16|int8"
    )
  )
  var precision = InferencePrecision.auto

  @Option(
    help: ArgumentHelp(
      "Where it computes; cuda needs an OpenCV that was built for it.",
      valueName: "cpu|cuda",
      visibility: .hidden
    )
  )
  var device = Engine.Device.cpu

  @Option(help: ArgumentHelp("Cores to use (default: all).", valueName: "number"))
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "Least overlap of neighbouring tiles (default: a third of a tile on orthophotos, an eighth on frames).",
      valueName: "px",
      visibility: .hidden
    )
  )
  var overlap: Int?

  func validate() throws {
    guard threshold > 0, threshold < 1 else {
      throw ValidationError("--threshold is \(threshold). Give a probability between 0 and 1.")
    }
    if let threads, threads < 1 { throw ValidationError("--threads is \(threads). Give at least 1.") }
  }
}
