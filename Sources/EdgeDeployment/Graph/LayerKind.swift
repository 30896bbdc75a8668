/// The names of layer types, and which of them stand in for which.
public enum LayerKind {
  /// The name under which a type is measured and modelled; files of different origin name the same thing differently.
  static func canonical(_ type: String) -> String { aliases[type] ?? type }

  private static let aliases = [
    "Convolution": "Conv", "Conv2D": "Conv", "DepthwiseConv2dNative": "DepthwiseConv", "Deconvolution": "ConvTranspose",
    "TransposedConv": "ConvTranspose", "MaxPool": "Pool", "AvgPool": "Pool", "AveragePool": "Pool", "Pooling": "Pool",
    "InnerProduct": "FullyConnected", "Gemm": "FullyConnected", "MatMul": "FullyConnected", "Dense": "FullyConnected",
    "Eltwise": "Add", "Sum": "Add", "ReLU": "Relu", "SoftMax": "Softmax", "BatchNormalization": "BatchNorm",
    "Placeholder": "DataInput", "Input": "DataInput", "GlobalAveragePool": "ReduceMean", "Clip": "Relu6",
  ]

  /// Types that move no data: they only name it anew.
  static let free: Set<String> = ["Reshape", "Flatten", "Squeeze", "Unsqueeze", "Shape", "Identity", "Dropout"]

  /// Types that follow a layer value by value, without weights to speak of.
  static let activations: Set<String> = [
    "Relu", "Relu6", "PRelu", "LeakyRelu", "Sigmoid", "Tanh", "HardSwish", "HardSigmoid", "Elu",
  ]

  /// Types with weights, into whose arithmetic a following activation or normalisation goes.
  static let weighted: Set<String> = [
    "Conv", "DepthwiseConv", "ConvTranspose", "DepthwiseConvTranspose", "FullyConnected",
  ]

  /// The types that do much the same as one that a platform does not know, the most alike first.
  static func alike(_ type: String) -> [String] {
    switch type {
    case "ConvTranspose", "FullyConnected": ["Conv"]
    // Each channel on its own, which is how networks enlarge their scores.
    case "DepthwiseConvTranspose": ["Resize", "ResizeBilinear", "Upsample", "DepthwiseConv"]
    case "Add", "Mul", "Div", "Sub", "Scale": ["Mul", "Add", "Relu"].filter { $0 != type }
    case "Concat", "Slice", "Pad", "SpaceToBatchND", "BatchToSpaceND", "Transpose", "Split": ["Concat"]
    case "Resize", "ResizeBilinear", "ResizeNearestNeighbor", "Upsample": ["Resize", "ResizeBilinear", "Upsample"]
    case let other where activations.contains(other): ["Relu", "Add"]
    default: []
    }
  }

  /// The types to take where neither alike ones nor the board's bandwidth are known.
  static func distant(_ type: String) -> [String] {
    switch type {
    case "DepthwiseConv": ["Pool", "Conv"]
    case "ReduceMean": ["Pool", "Add"]
    case "Pool": ["ReduceMean", "Add"]
    default: ["Add", "Relu", "Pool", "Conv"]
    }
  }
}
