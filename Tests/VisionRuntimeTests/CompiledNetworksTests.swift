import Foundation
import TestSupport
import Testing

@testable import VisionRuntime

@Suite struct CompiledNetworksTests {
  @Test func theFolderIsWhereCachesLie() throws {
    let folder = try TemporaryFolder()
    let caches = folder.url.path
    let named = try #require(CompiledNetworks(environment: ["XDG_CACHE_HOME": caches, "HOME": "/nowhere"]))
    #expect(named.folder()?.path == "\(caches)/ragweed/networks")
    let atHome = try #require(CompiledNetworks(environment: ["HOME": caches]))
    #expect(atHome.folder()?.path == "\(caches)/.cache/ragweed/networks")
    // The standard has paths that are not absolute ignored.
    #expect(CompiledNetworks(environment: ["XDG_CACHE_HOME": "caches"]) == nil)
    #expect(CompiledNetworks(environment: [:]) == nil)
  }

  @Test func aFolderThatCannotBeMadeIsNone() throws {
    #expect(CompiledNetworks(environment: ["XDG_CACHE_HOME": "/proc/nowhere"])?.folder() == nil)
  }

  @Test func aNetworkIsStoredUnderANameOfItsBytes() throws {
    let temporary = try TemporaryFolder()
    let folder = temporary.url
    let first = try #require(CompiledNetworks.store([1, 2, 3], in: folder))
    #expect(try [UInt8](Data(contentsOf: first)) == [1, 2, 3])
    #expect(CompiledNetworks.store([1, 2, 3], in: folder) == first)
    #expect(CompiledNetworks.store([1, 2, 4], in: folder) != first)
    // A file that somebody changed is not taken for the network.
    try Data([9]).write(to: first)
    #expect(CompiledNetworks.store([1, 2, 3], in: folder) == nil)
    #expect(CompiledNetworks.store([7], in: URL(fileURLWithPath: "/proc/nowhere")) == nil)
    withExtendedLifetime(temporary) {}
  }

  @Test func theOldestAreForgotten() throws {
    let folder = try TemporaryFolder()
    let networks = try #require(CompiledNetworks(environment: ["XDG_CACHE_HOME": folder.url.path]))
    let place = try #require(networks.folder())
    for index in 0..<40 {
      let file = place.appendingPathComponent("\(index).blob")
      try Data([0]).write(to: file)
      let date = Date(timeIntervalSince1970: Double(1_000_000 + index))
      try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: file.path)
    }
    _ = networks.folder()
    let kept = try FileManager.default.contentsOfDirectory(atPath: place.path)
    #expect(Set(kept) == Set((8..<40).map { "\($0).blob" }))
  }

  @Test func whatDoesNotMatchItsSumIsForgotten() throws {
    let temporary = try TemporaryFolder()
    let folder = temporary.url
    for name in ["a", "b", "c"] { _ = try temporary.write(Data([1, 2, 3, 4, 5, 6, 7, 8, 9]), as: "\(name).blob") }
    CompiledNetworks.seal(folder)
    _ = try temporary.write(Data([1, 2, 3, 4, 5, 6, 7, 8, 8]), as: "a.blob")
    _ = try temporary.write(Data([1, 2, 2, 4, 5, 6, 7, 8, 9]), as: "b.blob")
    // One that nobody vouches for.
    _ = try temporary.write(Data([1]), as: "d.blob")
    CompiledNetworks.check(folder)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["c.blob", "c.blob.sum"])
  }
}
