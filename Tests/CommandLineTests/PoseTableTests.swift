import Foundation
import TestSupport
import Testing

/// `ragweed map --poses`, run as a user would.
@Suite struct PoseTableTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func map(_ table: String) throws -> Program {
    let poses = try folder.write(table, as: "poses.csv")
    let output = ["--output", folder.path("out"), "--overwrite", "--format", "json"]
    return try Program(arguments: ["map", Sample.frames + "/DJI_0001.JPG", "--poses", poses] + output)
  }

  @Test(arguments: [
    "id,lat,lon,alt,yaw,pitch\nDJI_0001,47.9500,16.8500,3.65,12,-90\n",
    "\u{FEFF}id;lat;lon;alt;yaw;pitch\r\nDJI_0001.JPG;47,9500;16,8500;3,65;12;-90\r\n",
    "id\tlat\tlon\talt\tyaw\tpitch\nframes/dji_0001.jpg\t47.9500\t16.8500\t3.65\t12\t-90\n",
    "\"id\",\"lat\",\"lon\",\"alt\",\"yaw\",\"pitch\"\n\"DJI_0001.JPG\",\"47,9500\",\"16,8500\",\"3,65\",\"12\",\"-90\"\n",
  ])
  func tablesOfAllSpreadsheetsAreRead(table: String) throws {
    let run = try map(table)
    #expect(run.status == 0 && run.messages.contains("1 of 1 frames are placed by the poses of"), "\(run.messages)")
  }

  @Test func rowsThatBelongToNoFrameOrCannotBeReadAreCounted() throws {
    let run = try map("id,lat,lon\nDJI_0001,47.95,16.85\nother,47.95,16.85\nlast,here,16.85\n")
    #expect(run.status == 0)
    #expect(
      run.messages.contains("; 1 of its rows belongs to none of them; 1 of its rows cannot be read, line 4: 'here'")
    )
  }

  @Test(arguments: [
    ("id,lat,lon\nIMG_7.JPG,47.95,16.85\n", "the first is for 'IMG_7.JPG', the first frame is 'DJI_0001.JPG'."),
    ("id,lat,lon\nDJI_0001,47 95,16.85\n", "no position that can be read, line 2: '47 95' is no latitude."),
    ("id,lat,lon\nDJI_0001,95.0,16.85\n", "line 2: the latitude '95.0' is not on the Earth."),
    ("id,lat,lon\nDJI_0001,\"47,950\",\"16,850\"\n", "line 2: '47,950' is no latitude."),
  ])
  func aTableOfWhichNothingCanBeUsedIsRefused(table: String, sentence: String) throws {
    let run = try map(table)
    #expect(run.status == 65 && run.messages.contains(sentence), "\(run.status) \(run.messages)")
  }
}
