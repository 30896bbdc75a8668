public import Imagery
public import Quantities

/// Finds the patches of a mask whose rows come from top to bottom.
///
/// Rows are cut into runs of one class; runs that touch the row above by an edge join its patch (4-connectivity). A
/// patch is given out as soon as a row does not continue it, so memory depends on the width and on the patches that
/// are still open. Outlines follow pixel edges, so a patch's polygon has exactly the area of its pixels.
public struct PatchTracer: Sendable {
  private struct Run {
    let start: Int
    let end: Int
    let classIndex: UInt8
    var component: Int
  }

  private struct Component {
    var classIndex: UInt8 = 0
    var edges: [OutlineEdge] = []
    var pixelCount = 0
    var area = 0.0
    /// In 255ths.
    var confidenceSum = 0
  }

  private let width: Int
  private var nextRow = 0
  private var previous: [Run] = []
  private var components: [Component] = []
  private var parents: [Int] = []
  private var free: [Int] = []

  /// Makes a tracer for an image of a width in pixels.
  public init(width: Int) { self.width = width }

  /// Takes the next rows of the mask.
  ///
  /// - Parameters:
  ///   - rows: the rows that follow the last ones.
  ///   - pixelArea: the ground area of a pixel in a row.
  ///   - emit: takes each patch that the rows complete.
  /// - Throws: what `emit` throws.
  public mutating func append(
    _ rows: MaskRows,
    pixelArea: (_ row: Int) -> Area,
    emit: (Patch) throws -> Void
  ) rethrows {
    for line in 0..<rows.rowCount {
      let runs = readRuns(of: rows, line: line, pixelArea: pixelArea(rows.firstRow + line).squareMeters)
      try advance(to: runs, emit: emit)
    }
  }

  /// Ends the image: gives out the patches that reach its lower edge.
  ///
  /// - Throws: what `emit` throws.
  public mutating func finish(emit: (Patch) throws -> Void) rethrows {
    try advance(to: [], emit: emit)
  }

  private mutating func readRuns(of rows: MaskRows, line: Int, pixelArea: Double) -> [Run] {
    var runs: [Run] = []
    let row = line * width..<(line + 1) * width
    let classes = rows.classes.span.extracting(row)
    let confidence = rows.confidence.span.extracting(row)
    var column = 0
    while column < width {
      let value = classes[column]
      let start = column
      column = classes.endOfRun(from: start)
      guard value != 0, value != ClassMask.notSurveyed else { continue }
      let component = allocate()
      components[component].classIndex = value
      components[component].pixelCount = column - start
      components[component].area = Double(column - start) * pixelArea
      var sum = 0
      for place in start..<column { sum += Int(confidence[place]) }
      components[component].confidenceSum = sum
      runs.append(Run(start: start, end: column, classIndex: value, component: component))
    }
    return runs
  }

  private mutating func advance(to runs: [Run], emit: (Patch) throws -> Void) rethrows {
    var runs = runs
    var retired: [Int] = []
    Self.forEachContact(of: runs, with: previous) { run, above in
      let (kept, dropped) = (root(above.component), root(run.component))
      if kept != dropped { retired.append(merge(kept, dropped)) }
    }
    let y = nextRow
    Self.forEachUncovered(of: runs, by: previous) { run, start, end in
      components[root(run.component)].edges.append(OutlineEdge(y: y, from: start, to: end))
    }
    Self.forEachUncovered(of: previous, by: runs) { run, start, end in
      components[root(run.component)].edges.append(OutlineEdge(y: y, from: end, to: start))
    }
    for index in runs.indices { runs[index].component = root(runs[index].component) }
    let open = Set(runs.map(\.component))
    for component in Set(previous.map { root($0.component) }).subtracting(open).sorted() {
      try emit(patch(components[component]))
      retired.append(component)
    }
    for component in retired {
      components[component] = Component()
      parents[component] = component
      free.append(component)
    }
    previous = runs
    nextRow += 1
  }

  private func patch(_ component: Component) -> Patch {
    Patch(
      classIndex: component.classIndex,
      rings: Outline.rings(of: component.edges),
      pixelCount: component.pixelCount,
      area: .squareMeters(component.area),
      confidence: Double(component.confidenceSum) / Double(255 * component.pixelCount)
    )
  }

  private mutating func allocate() -> Int {
    if let index = free.popLast() { return index }
    components.append(Component())
    parents.append(parents.count)
    return parents.count - 1
  }

  private func root(_ component: Int) -> Int {
    var place = component
    while parents[place] != place { place = parents[place] }
    return place
  }

  /// Joins two components and returns the one that is no longer a root; the longer outline stays where it is.
  private mutating func merge(_ first: Int, _ second: Int) -> Int {
    let (kept, dropped) =
      components[first].edges.count >= components[second].edges.count ? (first, second) : (second, first)
    let other = components[dropped]
    components[kept].edges.append(contentsOf: other.edges)
    components[kept].pixelCount += other.pixelCount
    components[kept].area += other.area
    components[kept].confidenceSum += other.confidenceSum
    parents[dropped] = kept
    return dropped
  }

  private static func forEachContact(of runs: [Run], with others: [Run], _ body: (Run, Run) -> Void) {
    var first = 0
    for run in runs {
      while first < others.count, others[first].end <= run.start { first += 1 }
      var place = first
      while place < others.count, others[place].start < run.end {
        if others[place].classIndex == run.classIndex { body(run, others[place]) }
        place += 1
      }
    }
  }

  /// Calls the body with each part of a run that no run of the same class in the other row touches.
  private static func forEachUncovered(of runs: [Run], by others: [Run], _ body: (Run, Int, Int) -> Void) {
    var first = 0
    for run in runs {
      while first < others.count, others[first].end <= run.start { first += 1 }
      var place = first
      var start = run.start
      while place < others.count, others[place].start < run.end {
        let other = others[place]
        if other.classIndex == run.classIndex {
          if other.start > start { body(run, start, other.start) }
          start = max(start, other.end)
        }
        place += 1
      }
      if start < run.end { body(run, start, run.end) }
    }
  }
}
