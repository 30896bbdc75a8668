import ArgumentParser

/// The map that a command is about: an argument or, where several files are named, an option.
struct MapArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp("The folder of a finished map, its map.gpkg or its map.geojson.", valueName: "map"),
    completion: .file()
  )
  var path: String?

  @Option(name: .customLong("map"), help: .hidden, completion: .file())
  var named: String?

  @Option(
    help: .value("file", "The ground that was surveyed (default: the layer 'coverage' of the map)."),
    completion: .file()
  )
  var coverage: String?

  func validate() throws {
    switch (path, named) {
    case (nil, nil): throw ValidationError("Name the map: the folder of its results, its map.gpkg or its map.geojson.")
    case (.some, .some): throw ValidationError("Name the map once: as an argument or with --map.")
    default: break
    }
  }

  /// What was named.
  var value: String { path ?? named ?? "" }
}
