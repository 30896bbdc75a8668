public import Imagery

/// Intersection and union of the bands along the outlines of each class.
public struct BoundaryCounts: Sendable, Hashable {
  private var shared: [Int64]
  private var joined: [Int64]

  /// Empty counts.
  public init(classCount: Int) {
    shared = [Int64](repeating: 0, count: classCount)
    joined = shared
  }

  /// Counts the bands of one image; pixels whose truth is ignored belong to no class on either side.
  ///
  /// - Parameters:
  ///   - prediction: the mask that is measured.
  ///   - truth: the mask that it is measured against, of the same size.
  ///   - ignored: the value of truth pixels that do not count.
  ///   - reachInPixels: how far the band reaches inwards; `nil` takes 2 % of the image's diagonal.
  public mutating func add(
    prediction: ClassMask,
    truth: ClassMask,
    ignoring ignored: UInt8,
    reachInPixels: Int? = nil
  ) {
    let (width, height) = (truth.size.width, truth.size.height)
    let reach = reachInPixels ?? BoundaryBand.reach(width: width, height: height)
    for index in 1..<shared.count {
      let value = UInt8(index)
      let wanted = BoundaryBand.band(
        of: truth.classes.map { $0 == value && $0 != ignored },
        width: width,
        height: height,
        reach: reach
      )
      let found = BoundaryBand.band(
        of: zip(prediction.classes, truth.classes).map { $0 == value && $1 != ignored },
        width: width,
        height: height,
        reach: reach
      )
      for place in wanted.indices {
        if wanted[place] && found[place] { shared[index] += 1 }
        if wanted[place] || found[place] { joined[index] += 1 }
      }
    }
  }

  /// The boundary IoU of a class, from 0 to 1; `nil` where neither side has a pixel of it.
  public func iou(of index: Int) -> Double? {
    joined[index] == 0 ? nil : Double(shared[index]) / Double(joined[index])
  }
}
