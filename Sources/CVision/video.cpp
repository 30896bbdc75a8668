#include "CVision.h"
#include "video_library.hpp"

#include <cmath>
#include <cstdio>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>

#include "opencv.hpp"

using ragweed::video_library;

struct rw_video {
  const video_library *library = nullptr;
  AVFormatContext *format = nullptr;
  AVCodecContext *codec = nullptr;
  AVStream *stream = nullptr;
  AVPacket *packet = nullptr;
  AVFrame *frame = nullptr;
  SwsContext *scaler = nullptr;
  int stream_index = -1;
  bool is_flushing = false;
  /* Quarter turns clockwise that make a picture stand upright. */
  int turns = 0;
  /* Red, green and blue, upright; empty until it is asked for. */
  cv::Mat picture;

  ~rw_video() {
    if (library == nullptr) return;
    if (scaler != nullptr) library->free_scaler(scaler);
    if (frame != nullptr) library->frame_free(&frame);
    if (packet != nullptr) library->packet_free(&packet);
    if (codec != nullptr) library->free_context(&codec);
    if (format != nullptr) library->close_input(&format);
  }
};

namespace {

/* The containers and bare streams that drones and cameras write; no play lists, which name other files. */
const char *const formats =
    "mov,mp4,m4a,3gp,3g2,mj2,avi,matroska,webm,mpegts,mpeg,mpegvideo,asf,flv,ogg,h264,hevc,m4v";
/* More than the largest sensor has. */
const int64_t most_pixels = 500000000;
/* More threads need more memory and are of little use to one video. */
const int threads = 4;

void tell(char *message, size_t capacity, const std::string &text) {
  std::snprintf(message, capacity, "%s", text.c_str());
}

std::string reason_of(const video_library &library, int error) {
  char text[AV_ERROR_MAX_STRING_SIZE] = {};
  library.strerror(error, text, sizeof text);
  return text;
}

double seconds(int64_t time, AVRational unit) { return static_cast<double>(time) * unit.num / unit.den; }

int quarter_turns(const rw_video &video) {
  size_t size = 0;
  const uint8_t *data = video.library->stream_get_side_data(video.stream, AV_PKT_DATA_DISPLAYMATRIX, &size);
  if (data == nullptr || size < 9 * sizeof(int32_t)) return 0;
  int32_t matrix[9];
  std::memcpy(matrix, data, sizeof matrix);
  // Counter-clockwise, by which the picture was turned away from upright.
  const double degrees = video.library->display_rotation_get(matrix);
  if (!std::isfinite(degrees)) return 0;
  const int turns = static_cast<int>(std::lround(-degrees / 90)) % 4;
  return turns < 0 ? turns + 4 : turns;
}

/* Opens the decoder; the reason where it cannot. */
std::string open_stream(rw_video &video, const char *path) {
  const video_library &library = *video.library;
  AVDictionary *options = nullptr;
  library.dict_set(&options, "protocol_whitelist", "file", 0);
  library.dict_set(&options, "format_whitelist", formats, 0);
  // Without the prefix, what stands before a colon would be taken for a protocol.
  const int opened = library.open_input(&video.format, (std::string("file:") + path).c_str(), nullptr, &options);
  library.dict_free(&options);
  if (opened < 0) return "it is no video that FFmpeg can read, or it is cut off";
  if (library.find_stream_info(video.format, nullptr) < 0) return "it is cut off";
  const AVCodec *decoder = nullptr;
  video.stream_index = library.find_best_stream(video.format, AVMEDIA_TYPE_VIDEO, -1, -1, &decoder, 0);
  if (video.stream_index < 0 || decoder == nullptr) return "there is no video in it that FFmpeg can decode";
  for (unsigned index = 0; index < video.format->nb_streams; ++index)
    if (static_cast<int>(index) != video.stream_index) video.format->streams[index]->discard = AVDISCARD_ALL;
  video.stream = video.format->streams[video.stream_index];
  video.codec = library.alloc_context(decoder);
  video.packet = library.packet_alloc();
  video.frame = library.frame_alloc();
  if (video.codec == nullptr || video.packet == nullptr || video.frame == nullptr) return "there is no memory for it";
  int status = library.parameters_to_context(video.codec, video.stream->codecpar);
  if (status < 0) return reason_of(library, status);
  video.codec->pkt_timebase = video.stream->time_base;
  video.codec->max_pixels = most_pixels;
  video.codec->thread_count = threads;
  status = library.open_codec(video.codec, decoder, nullptr);
  if (status < 0) return reason_of(library, status);
  video.turns = quarter_turns(video);
  return "";
}

/* Whether the times of a container are its own, so that a beginning after zero is that of a cut; elsewhere any is usual. */
bool has_own_times(const rw_video &video) {
  const char *name = video.format->iformat->name;
  return std::strstr(name, "mp4") != nullptr || std::strstr(name, "matroska") != nullptr;
}

double first_time(const rw_video &video) {
  return video.stream->start_time == AV_NOPTS_VALUE ? 0 : seconds(video.stream->start_time, video.stream->time_base);
}

/* Reads packets until a picture is there. */
rw_status decode(rw_video &video) {
  const video_library &library = *video.library;
  while (true) {
    const int status = library.receive_frame(video.codec, video.frame);
    if (status == 0) return RW_OK;
    if (status == AVERROR_EOF) return RW_END;
    if (status != AVERROR(EAGAIN)) {
      // A picture that is damaged is left out, and the next one looked for.
      if (video.is_flushing) return RW_END;
    }
    if (video.is_flushing) return RW_END;
    if (library.read_frame(video.format, video.packet) < 0) {
      video.is_flushing = true;
      library.send_packet(video.codec, nullptr);
      continue;
    }
    if (video.packet->stream_index == video.stream_index) library.send_packet(video.codec, video.packet);
    library.packet_unref(video.packet);
  }
}

/* Makes red, green and blue of the picture that was decoded. */
void convert(rw_video &video) {
  const video_library &library = *video.library;
  const AVFrame &frame = *video.frame;
  const auto format = static_cast<AVPixelFormat>(frame.format);
  video.scaler = library.get_context(
      video.scaler, frame.width, frame.height, format, frame.width, frame.height, AV_PIX_FMT_RGB24,
      SWS_BILINEAR | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT, nullptr, nullptr, nullptr);
  if (video.scaler == nullptr) throw std::runtime_error("a picture in it has colours that cannot be converted");
  const int standard = frame.colorspace == AVCOL_SPC_BT709       ? SWS_CS_ITU709
                       : frame.colorspace == AVCOL_SPC_BT2020_NCL ? SWS_CS_BT2020
                                                                  : SWS_CS_DEFAULT;
  const bool is_full = frame.color_range == AVCOL_RANGE_JPEG || format == AV_PIX_FMT_YUVJ420P ||
                       format == AV_PIX_FMT_YUVJ422P || format == AV_PIX_FMT_YUVJ444P;
  library.set_details(
      video.scaler, library.get_coefficients(standard), is_full, library.get_coefficients(SWS_CS_DEFAULT), 1, 0,
      1 << 16, 1 << 16);
  cv::Mat stored(frame.height, frame.width, CV_8UC3);
  uint8_t *const planes[1] = {stored.data};
  const int strides[1] = {static_cast<int>(stored.step)};
  if (library.scale(video.scaler, frame.data, frame.linesize, 0, frame.height, planes, strides) != frame.height)
    throw std::runtime_error("a picture in it cannot be decoded");
  switch (video.turns) {
    case 1: cv::rotate(stored, video.picture, cv::ROTATE_90_CLOCKWISE); break;
    case 2: cv::rotate(stored, video.picture, cv::ROTATE_180); break;
    case 3: cv::rotate(stored, video.picture, cv::ROTATE_90_COUNTERCLOCKWISE); break;
    default: video.picture = stored;
  }
}

}  // namespace

rw_status rw_video_open(const char *path, rw_video **video, char *message, size_t message_capacity) {
  try {
    std::string reason;
    auto made = std::make_unique<rw_video>();
    made->library = video_library::shared(reason);
    if (made->library == nullptr) {
      tell(message, message_capacity, reason);
      return RW_MISSING;
    }
    reason = open_stream(*made, path);
    if (!reason.empty()) {
      tell(message, message_capacity, reason);
      return RW_INVALID;
    }
    *video = made.release();
    return RW_OK;
  } catch (const std::exception &error) {
    tell(message, message_capacity, error.what());
    return RW_INVALID;
  }
}

void rw_video_free(rw_video *video) { delete video; }

double rw_video_stated_duration(const rw_video *video) {
  if (video->stream->duration > 0) return seconds(video->stream->duration, video->stream->time_base);
  return video->format->duration > 0 ? static_cast<double>(video->format->duration) / AV_TIME_BASE : 0;
}

int64_t rw_video_stated_count(const rw_video *video) {
  if (video->stream->nb_frames > 0) return video->stream->nb_frames;
  const AVRational rate = video->stream->avg_frame_rate;
  const double count = rate.den > 0 ? rw_video_stated_duration(video) * rate.num / rate.den + 0.5 : 0;
  return count > 0 && count < 1e15 ? static_cast<int64_t>(count) : 0;
}

double rw_video_cut_start(const rw_video *video) {
  return has_own_times(*video) ? std::fmax(0, first_time(*video)) : 0;
}

rw_status rw_video_next(rw_video *video, double *time, char *message, size_t message_capacity) {
  try {
    video->picture.release();
    const rw_status status = decode(*video);
    if (status != RW_OK) return status;
    const int64_t shown = video->frame->best_effort_timestamp;
    *time = shown == AV_NOPTS_VALUE ? 0 : seconds(shown, video->stream->time_base) - first_time(*video);
    return RW_OK;
  } catch (const std::exception &error) {
    tell(message, message_capacity, error.what());
    return RW_INVALID;
  }
}

rw_status rw_video_picture(
    rw_video *video, int32_t divisor, int32_t *width, int32_t *height, uint8_t *rgb, size_t rgb_count, char *message,
    size_t message_capacity) {
  try {
    if (video->picture.empty()) convert(*video);
    const cv::Size size(std::max(1, video->picture.cols / divisor), std::max(1, video->picture.rows / divisor));
    *width = size.width;
    *height = size.height;
    if (rgb == nullptr) return RW_OK;
    if (rgb_count != static_cast<size_t>(size.area()) * 3) {
      tell(message, message_capacity, "the buffer does not fit the picture");
      return RW_INVALID;
    }
    cv::Mat result(size, CV_8UC3, rgb);
    if (divisor == 1) {
      video->picture.copyTo(result);
    } else {
      cv::resize(video->picture, result, size, 0, 0, cv::INTER_AREA);
    }
    return RW_OK;
  } catch (const std::exception &error) {
    tell(message, message_capacity, error.what());
    return RW_INVALID;
  }
}
