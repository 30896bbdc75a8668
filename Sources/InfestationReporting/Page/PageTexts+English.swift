extension PageTexts {
  /// The page in English.
  static let english = PageTexts(
    title: "Weed map",
    pictures: "Pictures taken",
    mapped: "Map made",
    unknown: "not known",
    model: "Model",
    sentence: "{class}: {area} m² ({low} to {high} m²) in {count} patches, {cover} % of {surveyed} m² surveyed.",
    rangeNote: "The range is what outline and scale leave open. Whether the model is right is not in it.",
    leftOff: "Patches of fewer than {px} pixels are left off.",
    leftOffArea: "Patches below {m2} m² are left off.",
    notSurveyed: "What was not surveyed is unknown, not clean.",
    nothing: "Nothing was found on {surveyed} m² surveyed.",
    neverSeen: """
      The model has never seen ragweed (Ambrosia artemisiifolia). It tells weeds from everything else: look \
      before you act.
      """,
    neverKnown: "Whether the model has ever seen ragweed (Ambrosia artemisiifolia) is not known.",
    map: "Map",
    patches: "Patches",
    ground: "Surveyed ground",
    picture: "Picture",
    grid: "Grid",
    parcels: "Parcels",
    parcel: "Parcel",
    surveyed: "Surveyed",
    weed: "Weed",
    cover: "Cover",
    authority: "Class",
    largest: "Largest patches",
    number: "No.",
    area: "Area",
    position: "Position",
    probability: "Mean probability",
    probabilityNote: "The mean probability is what the model gives, no probability of being right.",
    quality: "Quality",
    sampling: "Ground sampling",
    placing: "Position off by (one sigma)",
    asGiven: "as the orthophoto says",
    inputs: "Inputs on the map",
    threshold: "Threshold",
    engine: "Computed by",
    sizes: "Patches by size",
    byProbability: "Area by mean probability",
    verification: "Verification",
    notVerified: "Not verified in the field.",
    verified: """
      {count} places were looked at: {area} m² of weed ({low} to {high} m², 95 %). Of what the map calls weed {users} % is \
      weed; of the weed the map has {producers} %.
      """,
    advice: "Advice by date",
    early: """
      The pictures are from before male flowering, which usually begins in the second half of July. A single cut \
      in June did not lower female flowers (Basky 2015): mow just before male flowering, and again before the \
      regrown shoots flower.
      """,
    midsummer: """
      Male flowering usually begins in the second half of July. Mow where flowers are still closed, and again \
      before the regrown shoots flower; on Austrian verges cuts in the third week of August, just before female \
      flowering, did best (EPPO Reporting Service 2018/147).
      """,
    late: """
      Plants of September may carry seed. A cut in September alone was among the weakest (EPPO Reporting Service \
      2018/147): clean machines, keep the list of places, and come back next year before male flowering.
      """,
    stages: "Stages of growth cannot be seen on the map; the rules of the country are yours to know.",
    all: "All patches are in map.gpkg and map.geojson."
  )
}
