import Foundation
import TestSupport
import Testing

@testable import VisionRuntime

/// Where OpenVINO is looked for; the files here are empty, none is loaded.
@Suite struct OpenVINOLibraryTests {
  @Test func aNamedFolderIsTheOnlyPlaceAndItsNewestLibraryCounts() throws {
    let folder = try TemporaryFolder()
    for name in ["libopenvino_c.so.996", "libopenvino_c.so.2641", "libopenvino.so.2700"] {
      _ = try folder.write("", as: name)
    }
    let library = try OpenVINOLibrary(environment: [OpenVINOLibrary.variable: folder.path("")], program: nil)
    #expect(library.candidates.count == 1)
    #expect(library.candidates.first?.hasSuffix("/libopenvino_c.so.2641") == true)
    let file = folder.path("libopenvino_c.so.996")
    #expect(try OpenVINOLibrary(environment: [OpenVINOLibrary.variable: file], program: nil).candidates == [file])
  }

  @Test func aNamedPlaceWithoutTheLibraryIsRefused() throws {
    let folder = try TemporaryFolder()
    for place in [folder.path(""), "/nowhere"] {
      #expect {
        _ = try OpenVINOLibrary(environment: [OpenVINOLibrary.variable: place], program: nil)
      } throws: {
        "\($0)" == """
          Cannot load OpenVINO: RAGWEED_OPENVINO is '\(place)', and there is no libopenvino_c.so there. \
          Install it with 'pip install openvino', and set RAGWEED_OPENVINO to the folder with libopenvino_c.so \
          (.../site-packages/openvino/libs) where it is not found by itself.
          """
      }
    }
  }

  @Test func theProjectsEnvironmentIsFoundFromTheProgramInItsBuildFolder() throws {
    let folder = try TemporaryFolder()
    let packages = ".build/python/lib/python3.12/site-packages/openvino/libs"
    try FileManager.default.createDirectory(
      atPath: folder.path(packages),
      withIntermediateDirectories: true
    )
    let file = try folder.write("", as: "\(packages)/libopenvino_c.so.2641")
    let program = URL(fileURLWithPath: folder.path(".build/release/ragweed"))
    #expect(try OpenVINOLibrary(environment: [:], program: program).candidates.contains(file))
    #expect(try !OpenVINOLibrary(environment: [:], program: nil).candidates.contains(file))
  }

  @Test func aFileThatIsNoLibraryIsRefused() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("no library", as: "libopenvino_c.so")
    let library = try OpenVINOLibrary(environment: [OpenVINOLibrary.variable: file], program: nil)
    let name = "weed-small-v7"
    let card = try OpenVINOSegmenterTests.card(of: name)
    #expect {
      try OpenVINOModel(
        modelPath: OpenVINOSegmenterTests.path(of: name),
        card: card,
        threads: 1,
        precision: .auto,
        library: library
      )
    } throws: {
      "\($0)".hasPrefix("Cannot load OpenVINO: \(file): ") && "\($0)".contains("pip install openvino")
    }
  }
}
