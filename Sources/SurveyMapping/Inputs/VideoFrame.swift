import Foundation

/// Which picture of a video a frame is.
struct VideoFrame {
  /// The video.
  let video: URL
  /// The picture's number from 0.
  let number: Int
  /// When it is shown, from the beginning of the video.
  let seconds: Double
}
