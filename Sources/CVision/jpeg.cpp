#include "CVision.h"

#include <csetjmp>
#include <cstdio>

#include <jpeglib.h>
#include <jerror.h>

namespace {

/* libjpeg reports failures by a call that must not return. */
struct error_state {
  jpeg_error_mgr base;
  std::jmp_buf escape;
  bool truncated;
  char text[JMSG_LENGTH_MAX];
};

void on_error(j_common_ptr info) {
  auto *state = reinterpret_cast<error_state *>(info->err);
  info->err->format_message(info, state->text);
  std::longjmp(state->escape, 1);
}

/* Warnings are only counted, but for the two that say that pixels are missing. */
void on_message(j_common_ptr info, int level) {
  auto *state = reinterpret_cast<error_state *>(info->err);
  if (level < 0 && (info->err->msg_code == JWRN_JPEG_EOF || info->err->msg_code == JWRN_HIT_MARKER))
    state->truncated = true;
}

void begin(jpeg_decompress_struct &info, error_state &state) {
  info.err = jpeg_std_error(&state.base);
  state.base.error_exit = on_error;
  state.base.emit_message = on_message;
  state.truncated = false;
  state.text[0] = '\0';
}

/* Reads the header and fixes the scale; may jump out through on_error. */
void read_header(jpeg_decompress_struct &info, const uint8_t *data, size_t count, int32_t denominator) {
  jpeg_create_decompress(&info);
  jpeg_mem_src(&info, data, static_cast<unsigned long>(count));
  jpeg_read_header(&info, TRUE);
  info.scale_num = 1;
  info.scale_denom = static_cast<unsigned>(denominator);
  info.out_color_space = JCS_RGB;
  jpeg_calc_output_dimensions(&info);
}

}  // namespace

rw_status rw_jpeg_size(
    const uint8_t *data, size_t count, int32_t denominator, int32_t *width, int32_t *height, char *message,
    size_t message_capacity) {
  jpeg_decompress_struct info;
  error_state state;
  begin(info, state);
  if (setjmp(state.escape)) {
    std::snprintf(message, message_capacity, "%s", state.text);
    jpeg_destroy_decompress(&info);
    return RW_INVALID;
  }
  read_header(info, data, count, denominator);
  *width = static_cast<int32_t>(info.output_width);
  *height = static_cast<int32_t>(info.output_height);
  jpeg_destroy_decompress(&info);
  return RW_OK;
}

rw_status rw_jpeg_decode(
    const uint8_t *data, size_t count, int32_t denominator, uint8_t *rgb, size_t rgb_count, char *message,
    size_t message_capacity) {
  jpeg_decompress_struct info;
  error_state state;
  begin(info, state);
  if (setjmp(state.escape)) {
    std::snprintf(message, message_capacity, "%s", state.text);
    jpeg_destroy_decompress(&info);
    return RW_INVALID;
  }
  read_header(info, data, count, denominator);
  const size_t stride = static_cast<size_t>(info.output_width) * 3;
  if (rgb_count != stride * info.output_height) {
    std::snprintf(message, message_capacity, "the buffer does not fit the image");
    jpeg_destroy_decompress(&info);
    return RW_INVALID;
  }
  jpeg_start_decompress(&info);
  while (info.output_scanline < info.output_height) {
    JSAMPROW row = rgb + stride * info.output_scanline;
    jpeg_read_scanlines(&info, &row, 1);
  }
  jpeg_finish_decompress(&info);
  jpeg_destroy_decompress(&info);
  if (state.truncated) {
    std::snprintf(message, message_capacity, "the file ends before its image does");
    return RW_TRUNCATED;
  }
  return RW_OK;
}
