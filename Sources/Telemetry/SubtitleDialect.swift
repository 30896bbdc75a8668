/// How a DJI drone writes its telemetry into subtitles; named after a drone that writes so.
enum SubtitleDialect: String, Sendable {
  /// `HOME(lon,lat) ... GPS(lon,lat,satellites) BAROMETER:h`
  case mavicPro = "dji-mavic-pro"
  /// As the Mavic Pro, with `Hb:` and `Hs:` for the barometer's and the sonar's height.
  case mavicProEarly = "dji-mavic-pro-early"
  /// `GPS (lon, lat, satellites), D m, H m`
  case phantom4Pro = "dji-phantom-4-pro"
  /// As the Phantom 4 Pro, with `F.PRY` and `G.PRY` for the angles of drone and gimbal.
  case phantom4RTK = "dji-phantom-4-rtk"
  /// Keys in brackets and no time code.
  case mavic2Timeless = "dji-mavic-2-no-timecode"
  /// Keys in brackets, one altitude or none.
  case mavic2 = "dji-mavic-2"
  /// Keys in brackets, the altitude above the take-off and above the sea.
  case mini5Pro = "dji-relative-altitude"
  /// As the newer ones, with the gimbal's angles.
  case gimbal = "dji-gimbal"
  /// Keys in brackets, none of a position.
  case mavicAir = "dji-mavic-air"
  /// `GPS(lat,lon,0.0M) BAROMETER:hM`
  case matrice300 = "dji-matrice-300"
  /// `GPS(lat,lon,alt) BAROMETER(..) HOME(lat,lon)`
  case avata2 = "dji-avata-2"
}
