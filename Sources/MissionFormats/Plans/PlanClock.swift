import Quantities

/// Times from the first take-off as people read them.
public enum PlanClock {
  /// Minutes and seconds, such as 3:05.
  public static func text(_ time: Duration) -> String {
    let seconds = Int(bounded: time.inSeconds.rounded())
    let rest = seconds % 60
    return "\(seconds / 60):\(rest < 10 ? "0" : "")\(rest)"
  }
}
