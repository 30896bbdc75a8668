/* FFmpeg's libraries, loaded with the first video and not when the program starts: they bring 80 more. */
#ifndef RAGWEED_VIDEO_LIBRARY_HPP
#define RAGWEED_VIDEO_LIBRARY_HPP

#include <string>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/display.h>
#include <libswscale/swscale.h>
}

namespace ragweed {

/* The functions that are used, of the version whose headers this was built with. */
struct video_library {
  decltype(&::av_log_set_level) log_set_level;
  decltype(&::av_dict_set) dict_set;
  decltype(&::av_dict_free) dict_free;
  decltype(&::av_strerror) strerror;
  decltype(&::av_display_rotation_get) display_rotation_get;
  decltype(&::av_frame_alloc) frame_alloc;
  decltype(&::av_frame_free) frame_free;
  decltype(&::av_frame_unref) frame_unref;
  decltype(&::avformat_open_input) open_input;
  decltype(&::avformat_find_stream_info) find_stream_info;
  decltype(&::avformat_close_input) close_input;
  decltype(&::av_find_best_stream) find_best_stream;
  decltype(&::av_read_frame) read_frame;
  decltype(&::av_stream_get_side_data) stream_get_side_data;
  decltype(&::avcodec_alloc_context3) alloc_context;
  decltype(&::avcodec_free_context) free_context;
  decltype(&::avcodec_parameters_to_context) parameters_to_context;
  decltype(&::avcodec_open2) open_codec;
  decltype(&::avcodec_send_packet) send_packet;
  decltype(&::avcodec_receive_frame) receive_frame;
  decltype(&::av_packet_alloc) packet_alloc;
  decltype(&::av_packet_free) packet_free;
  decltype(&::av_packet_unref) packet_unref;
  decltype(&::sws_getCachedContext) get_context;
  decltype(&::sws_getCoefficients) get_coefficients;
  decltype(&::sws_setColorspaceDetails) set_details;
  decltype(&::sws_scale) scale;
  decltype(&::sws_freeContext) free_scaler;

  /* The libraries, loaded once; null where one is missing, and then why. */
  static const video_library *shared(std::string &reason);
};

}  // namespace ragweed

#endif
