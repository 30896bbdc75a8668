import Quantities

/// Which candidates meet all requirements, which of them nothing beats, and what each requirement costs.
public struct Selection: Sendable {
  /// A candidate and its verdict.
  public struct Verdict: Sendable {
    /// The candidate.
    public let candidate: Candidate
    /// Why it fails, a reason for each requirement that it does not meet; empty where it is feasible.
    public let failures: [String]
    /// Whether no candidate with all figures known is as good in every figure and better in one; bounds are no figures.
    public let isOnFront: Bool
    /// Whether it meets all requirements.
    public let answer: Answer

    /// Whether it is known to meet all requirements.
    public var isFeasible: Bool { answer == .yes }
  }
  /// What a requirement costs.
  public struct Price: Sendable {
    /// The requirement.
    public let requirement: Requirement
    /// Candidates that it alone keeps out.
    public let keptOut: Int
    /// The limit that would let the first of them in, in the requirement's unit; nil where it keeps out none, or none with
    /// a known figure.
    public let nextLimit: Double?
    /// For each other figure that would become better: its best value with and without the requirement; nil where nothing
    /// is feasible with it.
    public let gains: [(figure: Requirement.Figure, with: Double?, without: Double)]
  }
  /// The candidates in their order.
  public let verdicts: [Verdict]
  /// The requirements with their prices.
  public let prices: [Price]

  /// Judges candidates.
  public init(of candidates: [Candidate], under requirements: [Requirement]) {
    let front = Self.front(candidates)
    let verdicts = candidates.enumerated().map { index, candidate in
      let failures = requirements.compactMap { $0.failure(of: candidate) }
      let isOpen = candidate.latencyIsBound && requirements.contains { $0.figure == .latency }
      return Verdict(
        candidate: candidate,
        failures: failures,
        isOnFront: front.contains(index),
        answer: failures.isEmpty ? (isOpen ? .notExcluded : .yes) : .no
      )
    }
    self.verdicts = verdicts
    // What a limit costs is told by what is known.
    let candidates = candidates.filter { !$0.latencyIsBound }
    prices = requirements.map { requirement in
      let others = requirements.filter { $0 != requirement }
      let without = candidates.filter { candidate in others.allSatisfy { $0.failure(of: candidate) == nil } }
      let with = without.filter { requirement.failure(of: $0) == nil }
      let out = without.filter { requirement.failure(of: $0) != nil }
      let gains = Requirement.Figure.allCases.filter { $0 != requirement.figure }.compactMap { figure in
        let best = Self.best(figure, without)
        let now = Self.best(figure, with)
        return best.flatMap { best in
          now.map { figure.isBetter(best, than: $0) } ?? true ? (figure: figure, with: now, without: best) : nil
        }
      }
      let limits = out.filter { !(requirement.figure == .cost && $0.costIsAtLeast) }
      return Price(
        requirement: requirement,
        keptOut: out.count,
        nextLimit: Self.best(requirement.figure, limits),
        gains: gains
      )
    }
  }

  /// The candidates that meet all requirements, the cheapest first, then the fastest.
  public var feasible: [Candidate] {
    verdicts.filter(\.isFeasible).map(\.candidate).sorted { first, second in
      let a = (first.cost?.euros ?? .infinity, first.latency ?? .longest)
      let b = (second.cost?.euros ?? .infinity, second.latency ?? .longest)
      return a < b
    }
  }

  /// The candidates of which only a bound is known that does not exclude them, the cheapest first.
  public var notExcluded: [Candidate] {
    verdicts.filter { $0.answer == .notExcluded }.map(\.candidate)
      .sorted {
        ($0.cost?.euros ?? .infinity, $0.latency ?? .longest) < ($1.cost?.euros ?? .infinity, $1.latency ?? .longest)
      }
  }

  /// What to relax where nothing is feasible: the requirements of which one alone would do, the least change first.
  public var relaxations: [(requirement: Requirement, limit: Double)] {
    guard !verdicts.contains(where: \.isFeasible) else { return [] }
    return prices.compactMap { price in price.nextLimit.map { (price.requirement, $0) } }
      .sorted { change($0.requirement, $0.limit) < change($1.requirement, $1.limit) }
  }

  /// What to relax together where nothing is feasible and no requirement alone would do: those that the closest candidate
  /// does not meet, the one that misses fewest of them and then by the least change; nil where no such candidate has all
  /// figures known.
  public var jointRelaxation: (candidate: Candidate, limits: [(requirement: Requirement, limit: Double)])? {
    guard !verdicts.contains(where: \.isFeasible), relaxations.isEmpty else { return nil }
    let options = verdicts.compactMap { verdict -> (candidate: Candidate, limits: [(Requirement, Double)])? in
      let missed = prices.map(\.requirement).filter { $0.failure(of: verdict.candidate) != nil }
      let limits = missed.compactMap { requirement -> (Requirement, Double)? in
        let isOpen = requirement.figure == .cost && verdict.candidate.costIsAtLeast
        return isOpen ? nil : requirement.figure.value(of: verdict.candidate).map { (requirement, $0) }
      }
      return limits.count == missed.count ? (verdict.candidate, limits) : nil
    }
    func rank(_ limits: [(Requirement, Double)]) -> (Int, Double) {
      (limits.count, limits.reduce(0) { $0 + change($1.0, $1.1) })
    }
    return options.min { rank($0.limits) < rank($1.limits) }.map { option in
      (option.candidate, option.limits.map { (requirement: $0.0, limit: $0.1) })
    }
  }

  private func change(_ requirement: Requirement, _ limit: Double) -> Double {
    requirement.limit == 0 ? .infinity : (limit / requirement.limit - 1).magnitude
  }

  private static func best(_ figure: Requirement.Figure, _ candidates: [Candidate]) -> Double? {
    candidates.compactMap(figure.value).reduce(nil) { best, value in
      best.map { figure.isBetter(value, than: $0) ? value : $0 } ?? value
    }
  }

  /// The places of the candidates that nothing beats; one with an unknown figure is never among them.
  private static func front(_ candidates: [Candidate]) -> Set<Int> {
    let figures = Requirement.Figure.allCases
    let known = candidates.enumerated().compactMap { index, candidate -> (index: Int, values: [Double])? in
      let values = figures.compactMap { $0.value(of: candidate) }
      return values.count == figures.count && !candidate.latencyIsBound ? (index, values) : nil
    }
    return Set(
      known.filter { item in
        !known.contains { other in
          let pairs = zip(figures, zip(other.values, item.values))
          return pairs.allSatisfy { !$0.0.isBetter($0.1.1, than: $0.1.0) }
            && pairs.contains { $0.0.isBetter($0.1.0, than: $0.1.1) }
        }
      }.map(\.index)
    )
  }
}
