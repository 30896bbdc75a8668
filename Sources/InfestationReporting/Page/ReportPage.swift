import Documents
import Foundation
import GeoRaster
import Quantities
import ResultFiles

/// A finished map as one page for people: a file of its own, without a network, that prints on A4.
public struct ReportPage {
  private let map: SurveyMap
  private let parcels: ParcelReport?
  private let verification: Verification?
  private let language: PageLanguage
  private let summary: JSONValue?
  private let pictures: SurveyPictures

  /// Takes a map.
  ///
  /// - Parameters:
  ///   - map: the map; where it is the folder of a run, the page has its pictures and its quality.
  ///   - parcels: the map counted by parcel; nil without.
  ///   - verification: what places say that were looked at; nil without.
  ///   - language: the language of the page.
  public init(
    _ map: SurveyMap,
    parcels: ParcelReport? = nil,
    verification: Verification? = nil,
    language: PageLanguage = .english
  ) {
    (self.map, self.parcels, self.language) = (map, parcels, language)
    self.verification = verification
    summary = map.summary
    pictures = SurveyPictures(folder: map.folder, summary: summary)
  }

  /// The page.
  ///
  /// - Returns: HTML.
  /// - Throws: `GeoRasterError`.
  public func html() throws -> String {
    let texts = language.texts
    let told = summary?["provenance"]
    let survey = told?["survey"]?.text ?? URL(fileURLWithPath: map.path).lastPathComponent
    let found = PageMap(map, pictures: pictures, parcels: parcels?.parcels ?? [], texts: texts)
    let plots = PagePlots(map, language)
    let shares = plots.probabilities.map { "<div><h3>\(texts.byProbability)</h3>\($0)</div>" } ?? ""
    return """
      <!DOCTYPE html>
      <html lang="\(language.rawValue)"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width,initial-scale=1">
      <title>\(MarkupText.escaped("\(texts.title): \(survey)"))</title><style>\(PageStyle.sheet)</style></head><body>
      <h1>\(MarkupText.escaped("\(texts.title): \(survey)"))</h1>
      \(heading(told))
      \(warning(told))
      \(sentences(told))
      <h2>\(texts.map)</h2>
      \(bar)
      <div class="frame">\(try found?.element() ?? "")</div>
      \(table)
      <h2>\(texts.largest)</h2>
      \(try PagePatches(map, pictures, language).cards())
      <h2>\(texts.quality)</h2>
      \(quality(told))
      <div class="plots"><div><h3>\(texts.sizes)</h3>\(plots.sizes)</div>\(shares)</div>
      <h2>\(texts.verification)</h2><p>\(verified)</p>
      <h2>\(texts.advice)</h2>
      \(advice(told))
      <script>\(PageStyle.program)</script></body></html>

      """
  }

  private func entries(_ pairs: [(String, String?)]) -> String {
    let rows = pairs.map { "<dt>\($0)</dt><dd>\(MarkupText.escaped($1 ?? language.texts.unknown))</dd>" }
    return "<dl>\(rows.joined())</dl>"
  }

  private func heading(_ told: JSONValue?) -> String {
    let texts = language.texts
    let days = [told?["pictures_from"]?.text, told?["pictures_to"]?.text].compactMap { $0?.prefix(10) }
    let program = [told?["program"]?.text, told?["program_version"]?.text].compactMap(\.self).joined(separator: " ")
    let model = [told?["model"]?.text, told?["model_version"]?.text].compactMap(\.self).joined(separator: " ")
    let digest = told?["model_sha256"]?.text.map { ", SHA-256 \($0)" } ?? ""
    return entries([
      (texts.pictures, days.isEmpty ? nil : Set(days).sorted().joined(separator: " – ")),
      (texts.mapped, told?["map_date"]?.text.map { "\($0), \(program)" }),
      (texts.model, model.isEmpty ? nil : model + digest),
    ])
  }

  private func warning(_ told: JSONValue?) -> String {
    guard let told, told["model_has_seen_ragweed"] != .bool(true) else { return "" }
    let isKnown = told["model_has_seen_ragweed"] == .bool(false)
    return #"<p class="warning">\#(isKnown ? language.texts.neverSeen : language.texts.neverKnown)</p>"#
  }

  private func sentences(_ told: JSONValue?) -> String {
    let texts = language.texts
    let surveyed = map.coverage?.area.squareMeters
    let area = surveyed.map { language.number($0) } ?? texts.unknown
    var lines = PageMap.colors(of: map).map { name, _ in
      let patches = map.patches.filter { $0.className == name }
      let total = patches.reduce(0) { $0 + $1.area.squareMeters }
      let ranges = patches.compactMap(\.areaRange)
      let isKnown = ranges.count == patches.count
      func end(_ sum: Double) -> String { isKnown ? language.number(sum) : "?" }
      return language.fill(
        texts.sentence,
        [
          "class": MarkupText.escaped(language.className(name)), "area": language.number(total),
          "count": "\(patches.count)",
          "low": end(ranges.reduce(0) { $0 + $1.lowerBound.squareMeters }),
          "high": end(ranges.reduce(0) { $0 + $1.upperBound.squareMeters }), "surveyed": area,
          "cover": surveyed.map { language.number($0 > 0 ? total / $0 * 100 : 0) } ?? "?",
        ]
      )
    }
    if lines.isEmpty { lines = [language.fill(texts.nothing, ["surveyed": area])] }
    var notes = [texts.rangeNote]
    if let least = told?["least_area_m2"]?.double {
      notes.append(language.fill(texts.leftOffArea, ["m2": language.number(least)]))
    } else if let least = told?["least_area_px"]?.double, least > 0 {
      notes.append(language.fill(texts.leftOff, ["px": "\(Int(bounded: least))"]))
    }
    notes.append(texts.notSurveyed)
    return lines.map { #"<p class="lead">\#($0)</p>"# }.joined()
      + #"<p class="note">\#(notes.joined(separator: " "))</p>"#
  }

  private var bar: String {
    let texts = language.texts
    let layers = [
      ("picture", texts.picture), ("ground", texts.ground), ("patches", texts.patches), ("numbers", texts.number),
      ("grid", texts.grid),
    ]
    let boxes = layers.map { name, title in
      #"<label><input type="checkbox" checked data-layer="\#(name)">\#(title)</label>"#
    }
    let legend = PageMap.colors(of: map).map { name, color in
      #"<span><i style="background:\#(color)"></i>\#(MarkupText.escaped(language.className(name)))</span>"#
    }
    return #"<div class="bar"><button data-zoom="0.6">+</button><button data-zoom="1.6">−</button>"#
      + #"<button data-zoom="0">⟲</button>\#(boxes.joined())\#(legend.joined())</div>"#
  }

  private var table: String {
    guard let parcels else { return "" }
    let texts = language.texts
    let rows = parcels.parcels.map(\.figures).map { parcel in
      func cell(_ value: (ParcelFigures.Survey) -> Double?) -> String {
        parcel.survey.flatMap(value).map { language.number($0) } ?? "–"
      }
      let low = cell { $0.infestedLow?.squareMeters }
      let high = cell { $0.infestedHigh?.squareMeters }
      return """
        <tr><td>\(MarkupText.escaped(parcel.id))</td><td>\(language.number(parcel.area.squareMeters))</td>\
        <td>\(cell { $0.surveyed.squareMeters / parcel.area.squareMeters * 100 })</td>\
        <td>\(cell { $0.infested.squareMeters })</td><td>\(low) – \(high)</td><td>\(cell { $0.cover * 100 })</td>\
        <td>\(parcel.survey.map { "\($0.patchCount)" } ?? "–")</td>\
        <td class="left">\(MarkupText.escaped(parcel.className ?? ""))</td></tr>
        """
    }
    return """
      <h2>\(texts.parcels)</h2><div class="scroll"><table><thead><tr><th>\(texts.parcel)</th><th>m²</th>\
      <th>\(texts.surveyed) %</th><th>\(texts.weed) m²</th><th>m²</th><th>\(texts.cover) %</th><th>\(texts.patches)</th>\
      <th class="left">\(texts.authority)</th></tr></thead><tbody>
      \(rows.joined(separator: "\n"))
      </tbody></table></div><p class="note">\(texts.notSurveyed)</p>
      """
  }

  private var verified: String {
    guard let verification else { return language.texts.notVerified }
    func area(_ share: Double) -> String { language.number(share * verification.surveyed.squareMeters) }
    func percent(_ share: Double?) -> String { share.map { language.number($0 * 100) } ?? "–" }
    let cover = verification.cover
    return language.fill(
      language.texts.verified,
      [
        "count": "\(verification.mapped.count + verification.rest.count)", "area": area(cover.value),
        "low": area(cover.range.lowerBound), "high": area(cover.range.upperBound),
        "users": percent(verification.usersAccuracy.value), "producers": percent(verification.producersAccuracy),
      ]
    )
  }

  private func quality(_ told: JSONValue?) -> String {
    let texts = language.texts
    let finest = told?["finest_gsd_cm_per_px"]?.double
    let coarsest = told?["coarsest_gsd_cm_per_px"]?.double
    let inputs = summary?["inputs"]?.elements
    let accuracy = told?["positional_accuracy_m"]?.double.map { "\(language.number($0)) m" }
    return entries([
      (
        texts.sampling,
        finest.flatMap { low in
          coarsest.map { low == $0 ? language.number(low) : "\(language.number(low)) – \(language.number($0))" }
        }.map { "\($0) cm/px" }
      ),
      (texts.placing, accuracy ?? (told == nil ? nil : texts.asGiven)),
      (texts.inputs, inputs.map { all in "\(all.count { $0["on_map"] == .bool(true) }) / \(all.count)" }),
      (texts.threshold, told?["threshold"]?.double.map { language.number($0) }),
      (texts.engine, told?["engine"]?.text),
    ])
  }

  private func advice(_ told: JSONValue?) -> String {
    let texts = language.texts
    let month = told?["pictures_to"]?.text.flatMap { Int($0.dropFirst(5).prefix(2)) }
    let line: String? =
      switch month {
      case nil: nil
      case 7, 8: texts.midsummer
      case 9, 10, 11, 12: texts.late
      default: texts.early
      }
    return "<p>\(line ?? "\(texts.pictures): \(texts.unknown).")</p>" + #"<p class="note">\#(texts.stages)</p>"#
  }
}
