import ArgumentParser
import Documents
import EdgeDeployment
import ResultFiles

/// Lists the shipped platforms.
struct EstimatePlatforms: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "platforms",
    abstract: "List the shipped platforms, with the source of each figure in JSON.",
    discussion: "EXAMPLE: ragweed estimate platforms --format json"
  )

  @Option(help: "How to print: table or json.")
  var format = DocumentFormat.table

  func run() throws {
    let platforms = try PlatformFile.shipped()
    guard format == .table else {
      print(try DocumentSchema.platforms.text(of: ["platforms": platforms], digits: .all))
      return
    }
    var table = TextTable()
    table.add(["platform", "name", "10^12 op/s", "memory GB", "power W", "EUR", "model"])
    table.addRule()
    func text(_ value: Double?) -> String { value.map { $0 == $0.rounded() ? "\(Int($0))" : "\($0)" } ?? "-" }
    for item in platforms {
      let least = item.powerMinimumW.map { text($0) + " - " } ?? ""
      table.add([
        item.id, item.name, text(item.statedTeraOperationsPerS), text(item.memoryGb), least + text(item.powerMaximumW),
        (item.costIsAtLeast == true ? "> " : "") + text(item.costEur),
        item.rooflines.count > 1 ? "published rooflines" : "stated figures only",
      ])
    }
    print(table.text(leftAligned: true))
  }
}
