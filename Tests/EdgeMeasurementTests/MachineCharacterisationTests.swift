import EdgeDeployment
import Quantities
import Testing

@testable import EdgeMeasurement

/// A machine measured by a timer whose times are known.
@Suite struct MachineCharacterisationTests {
  /// A machine that computes 10^10 operations in a second.
  private struct KnownMachine: LayerTimer {
    func time(of layer: Layer) throws -> ProbeTime {
      ProbeTime(milliseconds: Double(layer.operations) / 1e7 + 0.01, spread: 0.02)
    }
  }

  private func measured(
    _ request: CharacterisationRequest,
    busy: Double = 0,
    progress: (MachineCharacterisation.Progress) -> Void = { _ in }
  ) throws -> MachineCharacterisation {
    try MachineCharacterisation(
      request,
      timer: KnownMachine(),
      machine: "Abacus",
      engineName: "beads 1.0",
      referenceMilliseconds: 1.5,
      busyShare: { busy },
      progress: progress
    )
  }

  @Test func thePlatformSaysWhatWasMeasuredWithWhat() throws {
    var request = CharacterisationRequest()
    (request.id, request.power, request.threads) = ("mine", .watts(15), 2)
    (request.mostPoints, request.budget) = (20, .seconds(3600))
    var told: [Int] = []
    let machine = try measured(request) { told.append($0.layers) }
    #expect(machine.platform.id == "mine" && machine.platform.name == "Abacus, 2 thread(s), beads 1.0")
    #expect(machine.platform.powerMaximumW == 15 && machine.platform.referenceMs == 1.5)
    #expect(machine.platform.sources["models"]?.contains("with beads 1.0") == true)
    #expect(told == Array(1...told.count))
    // A header and a line for each layer.
    let lines = machine.points.split(separator: "\n")
    #expect(lines.count == told.count + 1)
    #expect(lines.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == 11 })
    #expect(machine.chart.hasPrefix("<svg"))
    #expect(machine.text.contains("Abacus, 2 thread(s), beads 1.0: \(told.count) layers in"))
    #expect(machine.text.contains("Repeated runs differ by 2.0 %"))
  }

  @Test(arguments: [(0.05, 0), (0.4, 1)]) func aBusyMachineIsSaid(share: Double, warnings: Int) throws {
    var request = CharacterisationRequest()
    request.budget = .zero
    let machine = try measured(request, busy: share)
    #expect(machine.warnings.count == warnings)
    #expect(machine.warnings.allSatisfy { $0.contains("other programs took 40 % of the time") })
  }
}
