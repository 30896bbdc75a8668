/// How much of its own time a type of layer cost behind another, measured; 0 where it was always fused.
struct ExecutedShare: Codable, Hashable, Sendable {
  let type: String
  let after: String
  let share: Double
  let layers: Int
}
