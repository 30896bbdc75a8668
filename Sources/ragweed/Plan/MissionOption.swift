import ArgumentParser

/// The option that names a mission file.
struct MissionOption: ParsableArguments {
  @Option(
    help: .value(
      "file",
      """
      YAML file with options of 'plan' by their long names, one 'name: value' on each line; paths are relative to it, \
      and options given here win over it.
      """
    ),
    completion: .yaml
  )
  var mission: String?
}
