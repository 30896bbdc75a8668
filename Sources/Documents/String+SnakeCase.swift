extension String {
  /// A property's name as a key: `areaM2` is `area_m2`, `gsdCmPerPx` is `gsd_cm_per_px`.
  var inSnakeCase: String {
    var text = ""
    for (index, character) in enumerated() {
      if character.isUppercase, index > 0 { text += "_" }
      text += character.lowercased()
    }
    return text
  }
}
