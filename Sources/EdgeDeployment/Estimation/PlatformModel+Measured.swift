extension PlatformModel {
  /// A platform of which nothing is known yet but its name, for fitting.
  ///
  /// - Parameter name: the name; empty for an unnamed one.
  public init(measured name: String) {
    self.init(
      id: name.isEmpty ? "measured" : name,
      name: name.isEmpty ? "a measured platform" : name,
      activationBits: 16,
      weightBits: 16,
      isRooflineOnly: false,
      rooflines: [],
      sources: ["models": "measured layers"]
    )
  }
}
