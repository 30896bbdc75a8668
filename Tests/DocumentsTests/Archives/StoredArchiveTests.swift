import Foundation
import TestSupport
import Testing

@testable import Documents

@Suite struct StoredArchiveTests {
  @Test func theChecksumIsTheStandards() {
    #expect(CyclicRedundancyCheck.sum(of: Array("123456789".utf8)) == 0xCBF4_3926)
    #expect(CyclicRedundancyCheck.sum(of: []) == 0)
  }

  @Test func anArchiveHasItsDirectoryWhereItsEndSays() {
    var archive = StoredArchive()
    archive.add("a", [1, 2, 3])
    archive.add("b/c", [])
    let bytes = archive.bytes
    func number(_ offset: Int, _ size: Int) -> Int {
      (0..<size).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
    }
    let end = bytes.count - 22
    #expect(number(end, 4) == 0x0605_4B50)
    #expect(number(end + 10, 2) == 2)
    let directory = number(end + 16, 4)
    #expect(number(directory, 4) == 0x0201_4B50)
    #expect(directory + number(end + 12, 4) == end)
    // The second file's header lies where its entry says: 30 bytes, the name and the contents of the first before it.
    let second = directory + 46 + 1
    #expect(number(second + 42, 4) == 34)
    #expect(number(34, 4) == 0x0403_4B50)
  }

  @Test(.enabled(if: Program.isInstalled("unzip")))
  func anotherProgramFindsItSound() throws {
    let folder = try TemporaryFolder()
    var archive = StoredArchive()
    archive.add("wpmz/a.txt", Array("hello".utf8))
    let path = try folder.write(Data(archive.bytes), as: "a.zip")
    #expect(try Program.installed("unzip", "-tq", path).status == 0)
  }
}
