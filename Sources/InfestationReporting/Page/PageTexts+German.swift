extension PageTexts {
  /// The page in German.
  static let german = PageTexts(
    title: "Unkrautkarte",
    pictures: "Bilder vom",
    mapped: "Karte vom",
    unknown: "nicht bekannt",
    model: "Modell",
    sentence: """
      {class}: {area} m² ({low} bis {high} m²) in {count} Flecken, {cover} % von {surveyed} m² beflogener \
      Fläche.
      """,
    rangeNote: "Die Spanne ist, was Umriss und Maßstab offen lassen. Ob das Modell recht hat, steht nicht darin.",
    leftOff: "Flecken unter {px} Pixeln sind weggelassen.",
    leftOffArea: "Flecken unter {m2} m² sind weggelassen.",
    notSurveyed: "Was nicht beflogen wurde, ist unbekannt, nicht sauber.",
    nothing: "Auf {surveyed} m² beflogener Fläche wurde nichts gefunden.",
    neverSeen: """
      Das Modell hat nie Ambrosia (Ambrosia artemisiifolia) gesehen. Es unterscheidet Unkraut von allem anderen: \
      erst ansehen, dann handeln.
      """,
    neverKnown: "Ob das Modell je Ambrosia (Ambrosia artemisiifolia) gesehen hat, ist nicht bekannt.",
    map: "Karte",
    patches: "Flecken",
    ground: "Beflogene Fläche",
    picture: "Bild",
    grid: "Gitter",
    parcels: "Flurstücke",
    parcel: "Flurstück",
    surveyed: "Beflogen",
    weed: "Unkraut",
    cover: "Deckung",
    authority: "Klasse",
    largest: "Größte Flecken",
    number: "Nr.",
    area: "Fläche",
    position: "Lage",
    probability: "Mittlere Wahrscheinlichkeit",
    probabilityNote: """
      Die mittlere Wahrscheinlichkeit gibt das Modell; sie ist keine Wahrscheinlichkeit, dass es recht hat.
      """,
    quality: "Qualität",
    sampling: "Bodenauflösung",
    placing: "Lagefehler (ein Sigma)",
    asGiven: "wie im Orthofoto",
    inputs: "Eingaben auf der Karte",
    threshold: "Schwelle",
    engine: "Gerechnet mit",
    sizes: "Flecken nach Größe",
    byProbability: "Fläche nach mittlerer Wahrscheinlichkeit",
    verification: "Überprüfung",
    notVerified: "Nicht im Gelände überprüft.",
    verified: """
      {count} Orte wurden angesehen: {area} m² Unkraut ({low} bis {high} m², 95 %). Von dem, was die Karte Unkraut nennt, \
      sind es {users} %; vom Unkraut hat die Karte {producers} %.
      """,
    advice: "Hinweise nach Datum",
    early: """
      Die Bilder sind von vor der männlichen Blüte, die meist in der zweiten Julihälfte beginnt. Ein einzelner \
      Schnitt im Juni verminderte die weiblichen Blüten nicht (Basky 2015): kurz vor der männlichen Blüte mähen, \
      und wieder, bevor der Nachwuchs blüht.
      """,
    midsummer: """
      Die männliche Blüte beginnt meist in der zweiten Julihälfte. Mähen, wo Blüten noch geschlossen sind, und \
      wieder, bevor der Nachwuchs blüht; an österreichischen Straßenrändern wirkten Schnitte in der dritten \
      Augustwoche, kurz vor der weiblichen Blüte, am besten (EPPO Reporting Service 2018/147).
      """,
    late: """
      Pflanzen im September können Samen tragen. Ein Schnitt allein im September gehörte zu den schwächsten \
      (EPPO Reporting Service 2018/147): Geräte reinigen, Liste der Orte behalten, nächstes Jahr vor der \
      männlichen Blüte wiederkommen.
      """,
    stages: "Wuchsstadien sieht man auf der Karte nicht; die Vorschriften des Landes kennt der Nutzer.",
    all: "Alle Flecken stehen in map.gpkg und map.geojson."
  )
}
