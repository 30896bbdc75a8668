#include "video_library.hpp"

#include <dlfcn.h>

namespace ragweed {

namespace {

void *open_library(const char *name, int version, std::string &failure) {
  const std::string file = std::string(name) + ".so." + std::to_string(version);
  void *handle = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr && failure.empty()) {
    const char *text = dlerror();
    failure = text == nullptr ? file + " cannot be loaded" : text;
  }
  return handle;
}

template <typename Function>
void find(void *handle, const char *name, Function &function, std::string &failure) {
  void *symbol = handle == nullptr ? nullptr : dlsym(handle, name);
  if (symbol == nullptr && failure.empty()) failure = std::string("there is no ") + name;
  function = reinterpret_cast<Function>(symbol);
}

}  // namespace

const video_library *video_library::shared(std::string &reason) {
  static std::string failure;
  static const video_library library = [] {
    video_library made{};
    // In the order in which they need each other.
    void *util = open_library("libavutil", LIBAVUTIL_VERSION_MAJOR, failure);
    void *codec = open_library("libavcodec", LIBAVCODEC_VERSION_MAJOR, failure);
    void *format = open_library("libavformat", LIBAVFORMAT_VERSION_MAJOR, failure);
    void *scale = open_library("libswscale", LIBSWSCALE_VERSION_MAJOR, failure);
    find(util, "av_log_set_level", made.log_set_level, failure);
    find(util, "av_dict_set", made.dict_set, failure);
    find(util, "av_dict_free", made.dict_free, failure);
    find(util, "av_strerror", made.strerror, failure);
    find(util, "av_display_rotation_get", made.display_rotation_get, failure);
    find(util, "av_frame_alloc", made.frame_alloc, failure);
    find(util, "av_frame_free", made.frame_free, failure);
    find(util, "av_frame_unref", made.frame_unref, failure);
    find(format, "avformat_open_input", made.open_input, failure);
    find(format, "avformat_find_stream_info", made.find_stream_info, failure);
    find(format, "avformat_close_input", made.close_input, failure);
    find(format, "av_find_best_stream", made.find_best_stream, failure);
    find(format, "av_read_frame", made.read_frame, failure);
    find(format, "av_stream_get_side_data", made.stream_get_side_data, failure);
    find(codec, "avcodec_alloc_context3", made.alloc_context, failure);
    find(codec, "avcodec_free_context", made.free_context, failure);
    find(codec, "avcodec_parameters_to_context", made.parameters_to_context, failure);
    find(codec, "avcodec_open2", made.open_codec, failure);
    find(codec, "avcodec_send_packet", made.send_packet, failure);
    find(codec, "avcodec_receive_frame", made.receive_frame, failure);
    find(codec, "av_packet_alloc", made.packet_alloc, failure);
    find(codec, "av_packet_free", made.packet_free, failure);
    find(codec, "av_packet_unref", made.packet_unref, failure);
    find(scale, "sws_getCachedContext", made.get_context, failure);
    find(scale, "sws_getCoefficients", made.get_coefficients, failure);
    find(scale, "sws_setColorspaceDetails", made.set_details, failure);
    find(scale, "sws_scale", made.scale, failure);
    find(scale, "sws_freeContext", made.free_scaler, failure);
    // What is wrong with a file is told once, by the caller.
    if (failure.empty()) made.log_set_level(AV_LOG_QUIET);
    return made;
  }();
  reason = failure;
  return failure.empty() ? &library : nullptr;
}

}  // namespace ragweed
