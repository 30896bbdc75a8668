import Imagery

extension ModelCard {
  /// The sentence about what the model has not learnt; `nil` where it has seen the species.
  var speciesNotice: String? {
    switch hasSeenTargetSpecies {
    case true: nil
    case false where classes.contains { $0.hasPrefix("synthetic") }:
      "The model has never seen ragweed (Ambrosia artemisiifolia), only SYNTHETIC drawings of it: look before you act."
    case false: "The model has never seen ragweed (Ambrosia artemisiifolia): it tells weeds from everything else."
    case nil: "Whether the model has ever seen ragweed (Ambrosia artemisiifolia) is not known: it has no card."
    }
  }
}
