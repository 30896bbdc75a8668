import Foundation
import TestSupport
import Testing

@testable import SurveyMapping

@Suite struct InputNamesTests {
  private func names(_ paths: String...) -> [String] {
    let files = paths.map { URL(fileURLWithPath: $0) }
    let names = InputNames(files)
    return files.map(names.name)
  }

  @Test func filesKeepTheirNamesWhereTheyDiffer() {
    #expect(names("/c/100/a.jpg", "/c/101/b.jpg") == ["a.jpg", "b.jpg"])
    #expect(names("/c/a.jpg") == ["a.jpg"])
  }

  @Test func foldersAreNamedWhereFilesAreCalledTheSame() {
    #expect(names("/c/100/a.jpg", "/c/101/a.jpg") == ["100_a.jpg", "101_a.jpg"])
    #expect(names("/c/100/a.jpg", "/c/101/a.jpg", "/c/102/x.jpg") == ["100_a.jpg", "101_a.jpg", "x.jpg"])
    #expect(names("/c/1/D/100/a.jpg", "/c/2/D/100/a.tif") == ["1_D_100_a.jpg", "2_D_100_a.tif"])
  }

  @Test func foldersAreWalkedAndCompanionsLeftOut() throws {
    let folder = try TemporaryFolder()
    for path in ["100", "101/deep"] {
      try FileManager.default.createDirectory(atPath: folder.path(path), withIntermediateDirectories: true)
    }
    for name in ["100/a.JPG", "101/deep/b.tif", "100/DJI_0001_T.JPG", "100/DJI_0001_MS_NIR.TIF", "100/note.txt"] {
      _ = try folder.write("x", as: name)
    }
    let inputs = try InputFiles([folder.url.path])
    #expect(inputs.files.map(\.lastPathComponent) == ["a.JPG", "b.tif"])
    #expect(
      inputs.notices == ["2 thermal or one-band pictures (_T, _MS_) in '\(folder.url.path)' are left out."]
    )
    // One that is named is taken.
    #expect(try InputFiles([folder.path("100/DJI_0001_T.JPG")]).files.count == 1)
  }
}
