import Foundation

extension Double {
  /// The number with some digits behind the point.
  func rounded(decimals: Int) -> Double {
    let factor = pow(10, Double(decimals))
    return (self * factor).rounded() / factor
  }
}
