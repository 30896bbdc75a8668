extension PageTexts {
  /// The page in Hungarian.
  static let hungarian = PageTexts(
    title: "Gyomtérkép",
    pictures: "Felvételek ideje",
    mapped: "A térkép készült",
    unknown: "nem ismert",
    model: "Modell",
    sentence: "{class}: {area} m² ({low}–{high} m²) {count} foltban, a felmért {surveyed} m² {cover} %-a.",
    rangeNote: "A tartomány a körvonal és a méretarány bizonytalansága. A modell tévedése nincs benne.",
    leftOff: "A {px} képpontnál kisebb foltok kimaradtak.",
    leftOffArea: "A {m2} m²-nél kisebb foltok kimaradtak.",
    notSurveyed: "A fel nem mért terület ismeretlen, nem tiszta.",
    nothing: "A felmért {surveyed} m²-en nem találtunk semmit.",
    neverSeen: """
      A modell soha nem látott parlagfüvet (Ambrosia artemisiifolia). Gyomot különböztet meg minden mástól: \
      intézkedés előtt nézze meg a helyszínen.
      """,
    neverKnown: "Nem ismert, hogy a modell látott-e valaha parlagfüvet (Ambrosia artemisiifolia).",
    map: "Térkép",
    patches: "Foltok",
    ground: "Felmért terület",
    picture: "Kép",
    grid: "Rács",
    parcels: "Parcellák",
    parcel: "Parcella",
    surveyed: "Felmért",
    weed: "Gyom",
    cover: "Borítás",
    authority: "Osztály",
    largest: "Legnagyobb foltok",
    number: "Szám",
    area: "Terület",
    position: "Helyzet",
    probability: "Átlagos valószínűség",
    probabilityNote: "Az átlagos valószínűséget a modell adja; nem annak valószínűsége, hogy igaza van.",
    quality: "Minőség",
    sampling: "Terepi felbontás",
    placing: "Helyzeti hiba (egy szigma)",
    asGiven: "az ortofotó szerint",
    inputs: "Bemenetek a térképen",
    threshold: "Küszöb",
    engine: "Számítás",
    sizes: "Foltok méret szerint",
    byProbability: "Terület átlagos valószínűség szerint",
    verification: "Ellenőrzés",
    notVerified: "Terepen nem ellenőrizve.",
    verified: """
      {count} helyet néztek meg: {area} m² gyom ({low}–{high} m², 95 %). Amit a térkép gyomnak mond, annak {users} %-a az; \
      a gyom {producers} %-a van a térképen.
      """,
    advice: "Tanács dátum szerint",
    early: """
      A felvételek a hímvirágzás előttiek, amely többnyire július második felében kezdődik. Egyetlen júniusi \
      kaszálás nem csökkentette a nővirágok számát (Basky 2015): közvetlenül a hímvirágzás előtt kaszáljon, majd \
      újra, mielőtt a sarjak virágoznak.
      """,
    midsummer: """
      A hímvirágzás többnyire július második felében kezdődik. Kaszáljon ott, ahol a virágok még zártak, majd \
      újra, mielőtt a sarjak virágoznak; osztrák útszéleken az augusztus harmadik hetében, a nővirágzás előtt \
      végzett kaszálás volt a leghatásosabb (EPPO Reporting Service 2018/147).
      """,
    late: """
      A szeptemberi növények magot hordozhatnak. A csak szeptemberi kaszálás a leggyengébbek közé tartozott \
      (EPPO Reporting Service 2018/147): tisztítsa meg a gépeket, őrizze meg a helyek listáját, és jövőre térjen \
      vissza a hímvirágzás előtt.
      """,
    stages: "A fejlődési szakasz a térképen nem látszik; az ország szabályait a felhasználó ismeri.",
    all: "Minden folt megtalálható a map.gpkg és map.geojson fájlban."
  )
}
