extension Float {
  /// The nearest whole number, for one from 0 to 2^22.
  ///
  /// The last bits of a number of 2^23 and more are its ones: to add it rounds many numbers at once, where a conversion checks
  /// each by itself.
  var nearestWhole: UInt32 { (self + 0x1p23).bitPattern & 0x7F_FFFF }
}
