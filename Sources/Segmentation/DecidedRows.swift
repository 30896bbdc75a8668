import Imagery

/// The decided pixels of a row of tiles over the whole width of the image: class and confidence in one byte for two classes,
/// in one each for more.
///
/// Of two classes the likelier one has at least half of the probability, so half of a byte's values are enough for its
/// confidence in 255ths, and the other half tell the class.
struct DecidedRows {
  private let isOfTwoClasses: Bool
  /// The class of each pixel; of two classes 255 - confidence for the background and the confidence for the other one.
  private var codes: [UInt8]
  /// Empty for two classes.
  private var confidence: [UInt8]

  /// Between those of the background and those of the class: a background of 128 255ths counts as one of 129.
  private static let notSurveyed: UInt8 = 127

  init(pixelCount: Int, classCount: Int) {
    isOfTwoClasses = classCount == 2
    codes = [UInt8](repeating: isOfTwoClasses ? Self.notSurveyed : ClassMask.notSurveyed, count: pixelCount)
    confidence = [UInt8](repeating: 0, count: isOfTwoClasses ? 0 : pixelCount)
  }

  /// Chooses the class of each pixel of a part of a row.
  ///
  /// - Parameters:
  ///   - sums: the sums of weighted probabilities, `[class - 1, place]`; those of the first are below 0 where nothing was
  ///     surveyed.
  ///   - start: the place in them of the first pixel.
  ///   - rowScale: one over the sum of the weights along the column.
  ///   - columnScales: the same along the row, for each column of the image.
  ///   - columns: the columns of the image.
  ///   - target: where the first pixel goes.
  mutating func decide(
    _ sums: [[Float]],
    at start: Int,
    _ rowScale: Float,
    _ columnScales: [Float],
    _ columns: Range<Int>,
    at target: Int
  ) {
    if isOfTwoClasses {
      Self.decide(sums[0], at: start, rowScale, columnScales, columns, &codes, at: target)
    } else {
      Self.decide(sums, at: start, rowScale, columnScales, columns, &codes, &confidence, at: target)
    }
  }

  /// Without a choice of code in it: a processor does many pixels at once.
  private static func decide(
    _ sums: [Float],
    at start: Int,
    _ rowScale: Float,
    _ columnScales: [Float],
    _ columns: Range<Int>,
    _ codes: inout [UInt8],
    at target: Int
  ) {
    let given = sums.span
    let scales = columnScales.span
    var chosen = codes.mutableSpan
    for place in 0..<columns.count {
      let sum = given[start + place]
      let probability = sum * (rowScale * scales[columns.lowerBound + place])
      let isClass = probability > 0.5
      let sure = rounded(isClass ? probability : 1 - probability)
      let code = isClass ? sure : min(255 &- sure, notSurveyed - 1)
      chosen[target + place] = sum < 0 ? notSurveyed : code
    }
  }

  private static func decide(
    _ sums: [[Float]],
    at start: Int,
    _ rowScale: Float,
    _ columnScales: [Float],
    _ columns: Range<Int>,
    _ classes: inout [UInt8],
    _ confidence: inout [UInt8],
    at target: Int
  ) {
    for place in 0..<columns.count {
      guard sums[0][start + place] >= 0 else {
        (classes[target + place], confidence[target + place]) = (ClassMask.notSurveyed, 0)
        continue
      }
      let scale = rowScale * columnScales[columns.lowerBound + place]
      var background: Float = 1
      var best: UInt8 = 0
      var most: Float = -1
      for index in sums.indices {
        let probability = sums[index][start + place] * scale
        background -= probability
        if probability > most { (best, most) = (UInt8(index + 1), probability) }
      }
      let isClean = background >= most
      classes[target + place] = isClean ? 0 : best
      confidence[target + place] = rounded(isClean ? background : most)
    }
  }

  /// Classes and confidences of some of the pixels, as `MaskRows` has them.
  func pixels(_ places: Range<Int>) -> (classes: [UInt8], confidence: [UInt8]) {
    guard isOfTwoClasses else { return (Array(codes[places]), Array(confidence[places])) }
    var classes = [UInt8](repeating: 0, count: places.count)
    var sure = classes
    let given = codes.span.extracting(places)
    var chosen = classes.mutableSpan
    var known = sure.mutableSpan
    for place in given.indices {
      let code = given[place]
      chosen[place] = code == Self.notSurveyed ? ClassMask.notSurveyed : code > Self.notSurveyed ? 1 : 0
      known[place] = code == Self.notSurveyed ? 0 : code > Self.notSurveyed ? code : 255 &- code
    }
    return (classes, sure)
  }

  /// A probability in 255ths, which tell confidences apart as finely as anybody looks at them.
  private static func rounded(_ probability: Float) -> UInt8 {
    UInt8(truncatingIfNeeded: (min(max(probability, 0), 1) * 255).nearestWhole)
  }
}
