/// A horizontal stretch of a patch's outline, with the patch on its right-hand side.
struct OutlineEdge: Sendable {
  let y: Int
  let from: Int
  let to: Int

  var runsEast: Bool { to > from }
}

/// Joins the horizontal stretches of an outline to rings.
///
/// In an outline along pixel edges, the corners on one vertical line pair up from top to bottom, and each pair bounds a
/// vertical stretch. Where two pixels of the patch meet in a point only, four stretches meet; there the walk turns left,
/// so that what the point cuts off becomes a ring of its own (a hole that touches) and no ring touches itself.
enum Outline {
  private struct End {
    let edge: Int
    let isStart: Bool
    let x: Int
    let y: Int
    let runsEast: Bool
  }

  /// The outer ring, then the holes, each without its closing corner.
  static func rings(of edges: [OutlineEdge]) -> [[PixelCorner]] {
    let followers = followers(of: edges)
    var rings: [(area: Int, corners: [PixelCorner])] = []
    var visited = [Bool](repeating: false, count: edges.count)
    for first in edges.indices where !visited[first] {
      var corners: [PixelCorner] = []
      var area = 0
      var place = first
      repeat {
        visited[place] = true
        let edge = edges[place]
        corners.append(PixelCorner(x: edge.from, y: edge.y))
        corners.append(PixelCorner(x: edge.to, y: edge.y))
        // Only horizontal stretches bound area: the area under the upper ones less that under the lower ones.
        area += (edge.from - edge.to) * edge.y
        place = followers[place]
      } while place != first
      rings.append((area, corners))
    }
    // The outer ring is the one that runs the other way round than the holes.
    return rings.filter { $0.area > 0 }.map(\.corners) + rings.filter { $0.area <= 0 }.map(\.corners)
  }

  /// For each stretch the one that follows it on its ring.
  private static func followers(of edges: [OutlineEdge]) -> [Int] {
    var ends: [End] = []
    ends.reserveCapacity(edges.count * 2)
    for (index, edge) in edges.enumerated() {
      ends.append(End(edge: index, isStart: true, x: edge.from, y: edge.y, runsEast: edge.runsEast))
      ends.append(End(edge: index, isStart: false, x: edge.to, y: edge.y, runsEast: edge.runsEast))
    }
    // At a point where four stretches meet, the eastbound one belongs to the stretch above it: that is the left turn.
    ends.sort { ($0.x, $0.y, $0.runsEast ? 0 : 1) < ($1.x, $1.y, $1.runsEast ? 0 : 1) }
    var followers = [Int](repeating: 0, count: edges.count)
    for pair in stride(from: 0, to: ends.count - 1, by: 2) {
      let (upper, lower) = (ends[pair], ends[pair + 1])
      if upper.isStart {
        followers[lower.edge] = upper.edge
      } else {
        followers[upper.edge] = lower.edge
      }
    }
    return followers
  }
}
