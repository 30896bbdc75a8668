/// The colours in which classes are drawn: in masks, in maps and over pictures.
///
/// The colours of the classes are those of M. Okabe and K. Ito, "Color Universal Design", 2008, which people with
/// colour-blindness tell apart too.
public enum ClassPalette {
  /// A colour of 8 bits a channel.
  public struct Color: Sendable, Hashable {
    /// Red, from 0 to 255.
    public let red: UInt8
    /// Green, from 0 to 255.
    public let green: UInt8
    /// Blue, from 0 to 255.
    public let blue: UInt8
  }

  /// The colour of ground that was surveyed and is clean.
  public static let clean = Color(red: 232, green: 240, blue: 228)

  /// The colour of ground that was not surveyed, where it cannot be left transparent.
  public static let notSurveyed = Color(red: 255, green: 255, blue: 255)

  private static let classes = [
    Color(red: 213, green: 94, blue: 0), Color(red: 0, green: 114, blue: 178), Color(red: 204, green: 121, blue: 167),
    Color(red: 240, green: 228, blue: 66), Color(red: 86, green: 180, blue: 233), Color(red: 230, green: 159, blue: 0),
    Color(red: 0, green: 158, blue: 115),
  ]

  /// The colour of a value of a mask; from the eighth class on they come again.
  public static func color(of value: UInt8) -> Color {
    switch value {
    case 0: clean
    case ClassMask.notSurveyed: notSurveyed
    default: classes[(Int(value) - 1) % classes.count]
    }
  }
}
