import Documents
import Foundation
import TestSupport

/// The tables of `docs/formats.md`: which keys a document has.
struct FormatsPage {
  private let keys: [String: Set<String>]

  /// Reads the page.
  init() throws {
    let page = try String(contentsOf: Program.package.appendingPathComponent("docs/formats.md"), encoding: .utf8)
    var keys: [String: Set<String>] = [:]
    var schema = ""
    for line in page.split(separator: "\n") {
      if line.hasPrefix("#") { schema = line.hasPrefix("### ") ? String(line.dropFirst(4)) : "" }
      if line.hasPrefix("| `"), !schema.isEmpty {
        keys[schema, default: []].insert(String(line.dropFirst(3).prefix { $0 != "`" }))
      }
    }
    self.keys = keys
  }

  /// The documents that it describes.
  var schemas: Set<String> { Set(keys.keys) }

  /// The keys of a document that the page lacks, as it would write them.
  func missing(of document: JSONValue) -> [String] {
    guard case .string(let schema)? = document.members?.first(where: { $0.key == "schema" })?.value,
      let known = keys[schema]
    else { return ["schema"] }
    var missing: [String] = []
    func walk(_ value: JSONValue, _ path: String) {
      for element in value.elements ?? [] { walk(element, path) }
      for member in value.members ?? [] {
        let place = path.isEmpty ? "" : path + "."
        // The names of classes, figures and the like are data.
        let key = known.contains(place + "*") ? place + "*" : place + member.key
        if !known.contains(key) { missing.append(key) }
        walk(member.value, key)
      }
    }
    walk(document, "")
    return Array(Set(missing)).sorted()
  }
}
