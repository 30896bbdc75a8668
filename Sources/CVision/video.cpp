#include "CVision.h"

#include <dlfcn.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <new>
#include <string>

#include "opencv.hpp"

/* A capture is made by the constructor that the loaded library has. All other calls go through its table of virtual
   functions, so that nothing here names a symbol of videoio, and the program starts without it. */
struct rw_video {
  alignas(cv::VideoCapture) unsigned char storage[sizeof(cv::VideoCapture)];
  bool is_made = false;
  cv::Mat picture;
  bool has_picture = false;

  cv::VideoCapture &capture() { return *std::launder(reinterpret_cast<cv::VideoCapture *>(storage)); }
  const cv::VideoCapture &capture() const {
    return *std::launder(reinterpret_cast<const cv::VideoCapture *>(storage));
  }

  ~rw_video() {
    if (!is_made) return;
    cv::VideoCapture *made = &capture();
    made->~VideoCapture();
  }
};

namespace {

using constructor = void (*)(void *);

void tell(char *message, size_t capacity, const std::string &text) {
  std::snprintf(message, capacity, "%s", text.c_str());
}

/* videoio of the same build as the core that runs: its file has the same name but for one word. */
std::string library_path() {
  Dl_info info;
  const std::string fallback = "libopencv_videoio.so";
  if (dladdr(reinterpret_cast<const void *>(&cv::getVersionMajor), &info) == 0 || info.dli_fname == nullptr)
    return fallback;
  std::string path = info.dli_fname;
  const std::string core = "opencv_core";
  const size_t place = path.rfind(core);
  if (place == std::string::npos) return fallback;
  return path.replace(place, core.size(), "opencv_videoio");
}

/* Finds the constructor without arguments, and loads videoio for it once. */
constructor find_constructor(std::string &reason) {
  static std::string failure;
  static const constructor found = []() -> constructor {
    // What is wrong with a file is told once, by the caller; and nothing but files is read.
    setenv("OPENCV_FFMPEG_LOGLEVEL", "-8", 0);
    setenv("OPENCV_FFMPEG_CAPTURE_OPTIONS", "protocol_whitelist;file", 0);
    const std::string path = library_path();
    void *handle = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) {
      const char *text = dlerror();
      failure = text == nullptr ? path + " cannot be loaded" : text;
      return nullptr;
    }
    void *symbol = dlsym(handle, "_ZN2cv12VideoCaptureC1Ev");
    if (symbol == nullptr) failure = path + " has no VideoCapture";
    return reinterpret_cast<constructor>(symbol);
  }();
  reason = failure;
  return found;
}

}  // namespace

rw_status rw_video_open(const char *path, rw_video **video, char *message, size_t message_capacity) {
  try {
    std::string reason;
    const constructor make = find_constructor(reason);
    if (make == nullptr) {
      tell(message, message_capacity, reason);
      return RW_MISSING;
    }
    cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
    auto made = std::make_unique<rw_video>();
    make(made->storage);
    made->is_made = true;
    if (!made->capture().open(path, cv::CAP_FFMPEG)) {
      tell(message, message_capacity, "it is no video that FFmpeg can read, or it is cut off");
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
  const double rate = video->capture().get(cv::CAP_PROP_FPS);
  const double count = video->capture().get(cv::CAP_PROP_FRAME_COUNT);
  return rate > 0 && count > 0 ? count / rate : 0;
}

int64_t rw_video_stated_count(const rw_video *video) {
  const double count = video->capture().get(cv::CAP_PROP_FRAME_COUNT);
  return count > 0 && count < 1e15 ? static_cast<int64_t>(count) : 0;
}

rw_status rw_video_next(rw_video *video, double *time, char *message, size_t message_capacity) {
  try {
    video->has_picture = false;
    if (!video->capture().grab()) return RW_END;
    *time = video->capture().get(cv::CAP_PROP_POS_MSEC) / 1000;
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
    if (!video->has_picture) {
      if (!video->capture().retrieve(video->picture) || video->picture.empty() ||
          video->picture.type() != CV_8UC3) {
        tell(message, message_capacity, "a picture in it cannot be decoded");
        return RW_INVALID;
      }
      video->has_picture = true;
    }
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
      cv::cvtColor(video->picture, result, cv::COLOR_BGR2RGB);
    } else {
      cv::Mat smaller;
      cv::resize(video->picture, smaller, size, 0, 0, cv::INTER_AREA);
      cv::cvtColor(smaller, result, cv::COLOR_BGR2RGB);
    }
    return RW_OK;
  } catch (const std::exception &error) {
    tell(message, message_capacity, error.what());
    return RW_INVALID;
  }
}
