import ArgumentParser

/// How a result is printed.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
  case table, json, csv
}

/// How a result is printed where no CSV is offered.
enum DocumentFormat: String, CaseIterable, ExpressibleByArgument {
  case table, json
}
