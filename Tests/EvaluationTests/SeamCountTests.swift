import Evaluation
import Testing

@Suite struct SeamCountTests {
  @Test func aSeamStandsOutFromTheOutlinesOfPlants() throws {
    // Class 1 from column 4 on in every row, and one pixel of it in row 2: changes into columns 1, 2 and 4.
    var count = SeamCount(width: 6)
    for row in 0..<5 {
      var classes: [UInt8] = [0, 0, 0, 0, 1, 1]
      if row == 2 { classes[1] = 1 }
      count.append(classes[...])
    }
    #expect(count.worstColumn == SeamCount.Worst(place: 4, changes: 5, median: 1))
    #expect(count.worstRow == SeamCount.Worst(place: 2, changes: 1, median: 1))
  }

  @Test func theEdgeOfTheSurveyIsNoSeam() throws {
    var count = SeamCount(width: 3)
    count.append([255, 1, 1])
    count.append([255, 255, 1])
    #expect(count.worstColumn?.changes == 0)
    #expect(count.worstRow?.changes == 0)
  }
}
