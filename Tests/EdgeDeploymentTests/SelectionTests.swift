import EdgeDeployment
import Quantities
import TestSupport
import Testing

/// Choice of network and board under limits.
@Suite struct SelectionTests {
  private func candidate(_ name: String, _ ms: Double?, _ accuracy: Double?, _ cost: Double, _ power: Double)
    -> Candidate
  {
    Candidate(
      network: name,
      platform: "board",
      resolution: "",
      precision: "",
      latency: ms.map { .milliseconds(1) * $0 },
      accuracy: accuracy,
      cost: .euros(cost),
      power: .watts(power)
    )
  }

  private var four: [Candidate] {
    [
      candidate("small", 20, 0.80, 80, 5), candidate("middle", 60, 0.92, 260, 15),
      candidate("large", 300, 0.95, 260, 15),
      candidate("dear", 30, 0.95, 800, 30),
    ]
  }

  @Test func eachFailureHasItsReason() {
    let selection = Selection(
      of: four,
      under: [
        Requirement(.latency, 100), Requirement(.accuracy, 0.9), Requirement(.cost, 300), Requirement(.power, 15),
      ]
    )
    #expect(selection.feasible.map(\.network) == ["middle"])
    #expect(selection.verdicts[0].failures == ["accuracy 0.8, at least 0.9 wanted"])
    #expect(selection.verdicts[2].failures == ["latency 300 ms, at most 100 ms wanted"])
    #expect(
      selection.verdicts[3].failures == ["cost 800 EUR, at most 300 EUR wanted", "power 30 W, at most 15 W wanted"]
    )
  }

  @Test func thePriceOfALimitIsWhatItKeepsOut() throws {
    let selection = Selection(of: four, under: [Requirement(.latency, 100), Requirement(.accuracy, 0.9)])
    let latency = try #require(selection.prices.first)
    #expect(latency.keptOut == 1 && latency.nextLimit == 300)
    #expect(latency.gains.isEmpty)
    let accuracy = try #require(selection.prices.last)
    // Without it the small one comes in: 20 ms for 30, 80 EUR for 260, 5 W for 15.
    #expect(accuracy.nextLimit == 0.8)
    #expect(accuracy.gains.map(\.figure) == [.latency, .cost, .power])
    #expect(accuracy.gains.map(\.without) == [20, 80, 5])
    #expect(accuracy.gains.map(\.with) == [30, 260, 15])
  }

  @Test func whereNothingIsFeasibleTheLeastRelaxationIsNamedFirst() {
    let selection = Selection(
      of: four,
      under: [Requirement(.latency, 50), Requirement(.accuracy, 0.9), Requirement(.cost, 300)]
    )
    #expect(selection.feasible.isEmpty)
    // Accuracy from 0.9 to 0.8 is a ninth, latency from 50 to 60 ms a fifth, cost from 300 to 800 EUR much.
    #expect(selection.relaxations.map(\.requirement.figure) == [.accuracy, .latency, .cost])
    #expect(selection.relaxations.map(\.limit) == [0.8, 60, 800])
  }

  @Test func theFrontHoldsWhatNothingBeats() {
    let worse = candidate("worse", 70, 0.92, 260, 15)
    let open = candidate("open", nil, 0.99, 10, 1)
    let selection = Selection(of: four + [worse, open], under: [])
    #expect(selection.verdicts.map(\.isOnFront) == [true, true, true, true, false, false])
    #expect(selection.verdicts.allSatisfy { $0.isFeasible })
  }

  @Test(arguments: 1...20) func everythingOffTheFrontIsBeatenBySomethingOnIt(_ seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let candidates = (0..<30).map {
      candidate(
        "\($0)",
        Double(Int.random(in: 1...6, using: &generator)),
        Double(Int.random(in: 1...6, using: &generator)) / 10,
        Double(Int.random(in: 1...3, using: &generator)),
        1
      )
    }
    func beats(_ a: Candidate, _ b: Candidate) -> Bool {
      let (la, lb) = (a.latency ?? .zero, b.latency ?? .zero)
      let (ca, cb) = (a.cost ?? .zero, b.cost ?? .zero)
      let (aa, ab) = (a.accuracy ?? 0, b.accuracy ?? 0)
      return la <= lb && ca <= cb && aa >= ab && (la < lb || ca < cb || aa > ab)
    }
    let verdicts = Selection(of: candidates, under: []).verdicts
    let front = verdicts.filter(\.isOnFront).map(\.candidate)
    for verdict in verdicts {
      #expect(verdict.isOnFront == !front.contains { beats($0, verdict.candidate) })
    }
  }

  @Test func whereNoLimitAloneWouldDoTheClosestCandidateNamesThem() throws {
    let near = candidate("near", 120, 0.85, 100, 5)
    let far = candidate("far", 500, 0.5, 100, 5)
    let open = candidate("open", nil, 0.89, 100, 5)
    let selection = Selection(of: [far, near, open], under: [Requirement(.latency, 100), Requirement(.accuracy, 0.9)])
    #expect(selection.relaxations.isEmpty)
    let joint = try #require(selection.jointRelaxation)
    #expect(joint.candidate.name.contains("near"))
    #expect(
      joint.limits.map(\.requirement.figure) == [.latency, .accuracy] && joint.limits.map(\.limit) == [120, 0.85]
    )
    #expect(Selection(of: [open], under: [Requirement(.latency, 100)]).jointRelaxation == nil)
  }

  @Test func whatIsNotKnownMeetsNoLimit() {
    let unknown = candidate("open", nil, 0.99, 10, 1)
    let selection = Selection(of: [unknown], under: [Requirement(.latency, 100)])
    #expect(selection.verdicts[0].failures == ["its latency is not known"])
    #expect(selection.relaxations.isEmpty)
  }

  @Test func latencyFollowsTheLineOfMeasuredResolutions() {
    let one = ResolutionScaling.latency(atPixels: 400, measured: [(pixels: 100, latency: .milliseconds(10))])
    #expect(one == .milliseconds(40))
    // 10 ms at 100 px and 20 ms at 300 px: 5 ms and 0.05 ms for each pixel.
    let two = ResolutionScaling.latency(
      atPixels: 500,
      measured: [(pixels: 100, latency: .milliseconds(10)), (pixels: 300, latency: .milliseconds(20))]
    )
    #expect(abs((two ?? .zero).inSeconds - 0.030) < 1e-12)
    #expect(ResolutionScaling.latency(atPixels: 100, measured: []) == nil)
  }

  /// A lower bound excludes what it exceeds, promises nothing, and lies on no front beside measurements.
  @Test func aBoundExcludesAndNeverAccepts() {
    func bound(_ ms: Double) -> Candidate {
      Candidate(
        network: "bound \(Int(ms))",
        platform: "board",
        resolution: "",
        precision: "",
        latency: .milliseconds(1) * ms,
        estimatedBy: "roofline, a lower bound",
        latencyIsBound: true,
        accuracy: 0.99,
        cost: .euros(1),
        power: .watts(1)
      )
    }
    let selection = Selection(of: four + [bound(1), bound(200)], under: [Requirement(.latency, 100)])
    #expect(selection.verdicts.map(\.answer) == [.yes, .yes, .no, .yes, .notExcluded, .no])
    #expect(!selection.feasible.map(\.network).contains("bound 1"))
    #expect(selection.notExcluded.map(\.network) == ["bound 1"])
    #expect(
      selection.verdicts.map(\.isOnFront) == Selection(of: four, under: []).verdicts.map(\.isOnFront) + [false, false]
    )
    // Where no latency is asked for, it is no reason to doubt.
    #expect(Selection(of: [bound(1)], under: [Requirement(.cost, 10)]).verdicts[0].answer == .yes)
  }
}
