import Testing

@testable import Teaching

@Suite("What is left out")
struct FoldTests {
  /// Pictures with ground everywhere, and a plant where it is said.
  private func data(pictures: Int, plantIn: Set<Int>) -> LabelledFeatures {
    var data = LabelledFeatures(classCount: 2, featureCount: 1)
    for picture in 0..<pictures {
      for part in 0..<4 {
        for isChanged in [false, true] {
          for label in 0...(plantIn.contains(picture) ? 1 : 0) {
            let pixel = LabelledFeatures.Pixel(
              label: label,
              weight: 1,
              group: picture,
              part: part,
              prior: [0, 0],
              isChanged: isChanged
            )
            data.add(pixel, features: [0])
          }
        }
      }
    }
    return data
  }

  @Test("Pictures are left out whole where several show each class")
  func pictures() {
    let data = data(pictures: 3, plantIn: [0, 1])
    let folds = data.folds(most: 5)
    #expect(folds.count == 3)
    for fold in folds {
      #expect(Set(fold.left.map { data.pixels[$0].group }).count == 1)
      #expect(Set(fold.left.map { data.pixels[$0].group }).isDisjoint(with: fold.learnt.map { data.pixels[$0].group }))
    }
  }

  @Test("A picture that alone shows a plant is left out in parts, so that the plant is always known")
  func alone() {
    let data = data(pictures: 4, plantIn: [2])
    let folds = data.folds(most: 5)
    #expect(folds.count == 5)
    #expect(folds.allSatisfy { fold in fold.learnt.contains { data.pixels[$0].label == 1 } })
    for fold in folds {
      let left = Set(fold.left.map { [data.pixels[$0].group, data.pixels[$0].part] }.filter { $0[0] == 2 })
      #expect(left.isDisjoint(with: fold.learnt.map { [data.pixels[$0].group, data.pixels[$0].part] }))
    }
  }

  @Test("Each pixel is left out once, and none in a changed view")
  func once() {
    for plantIn in [[0], [0, 1], [0, 1, 2, 3, 4, 5, 6]] as [Set<Int>] {
      let data = data(pictures: 7, plantIn: plantIn)
      let left = data.folds(most: 5).flatMap(\.left)
      #expect(left.count == Set(left).count)
      #expect(Set(left) == Set(data.pixels.indices.filter { !data.pixels[$0].isChanged }))
    }
  }
}
