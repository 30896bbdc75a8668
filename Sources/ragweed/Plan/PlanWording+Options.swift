import FlightPlanning

extension PlanWording {
  /// Settings as a user of the command line gives them.
  static let options = PlanWording { setting in
    switch setting {
    case .angle: "--angle"
    case .catalog: "a file named with --catalog"
    case .clearance: "--clearance"
    case .drone: "'ragweed drones'"
    case .exposure: "--exposure"
    case .formats: "--formats"
    case .groundSamplingDistance: "--gsd"
    case .heightLimit: "--max-altitude"
    case .plotSize: "--plot-size"
    case .revisit: "--revisit"
    case .revisitClass: "--revisit-class"
    case .sample: "--sample"
    case .seed: "--sample-seed"
    case .speed: "--speed"
    case .takeoff: "--takeoff"
    case .terrainMode: "--terrain-mode"
    case .terrainTolerance: "--terrain-tolerance"
    }
  }
}
