#include "CVision.h"

#include <csetjmp>
#include <cstdio>
#include <new>

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

/* Reads the header from where bytes come from, and fixes the scale; may jump out through on_error. */
void read_header(jpeg_decompress_struct &info, int32_t denominator) {
  jpeg_read_header(&info, TRUE);
  auto *state = reinterpret_cast<error_state *>(info.err);
  const char *refusal = nullptr;
  if (info.jpeg_color_space == JCS_GRAYSCALE || info.num_components == 1)
    refusal = "it is a grey picture, as of a thermal camera or of a single band, and the model needs colours";
  else if (info.jpeg_color_space == JCS_CMYK || info.jpeg_color_space == JCS_YCCK)
    refusal = "its colours are those of printing (CMYK); convert it to RGB, as with ImageMagick";
  if (refusal != nullptr) {
    std::snprintf(state->text, sizeof state->text, "%s", refusal);
    std::longjmp(state->escape, 1);
  }
  info.scale_num = 1;
  info.scale_denom = static_cast<unsigned>(denominator);
  info.out_color_space = JCS_RGB;
  jpeg_calc_output_dimensions(&info);
}

/* Reads the header of a file in memory; may jump out through on_error. */
void read_header(jpeg_decompress_struct &info, const uint8_t *data, size_t count, int32_t denominator) {
  jpeg_create_decompress(&info);
  jpeg_mem_src(&info, data, static_cast<unsigned long>(count));
  read_header(info, denominator);
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

struct rw_jpeg {
  jpeg_decompress_struct info;
  error_state state;
  std::FILE *file;
};

rw_status rw_jpeg_open(
    const char *path, int32_t denominator, rw_jpeg **jpeg, int32_t *width, int32_t *height, char *message,
    size_t message_capacity) {
  *jpeg = nullptr;
  std::FILE *file = std::fopen(path, "rb");
  if (file == nullptr) return RW_MISSING;
  rw_jpeg *opened = new (std::nothrow) rw_jpeg{};
  if (opened == nullptr) {
    std::fclose(file);
    std::snprintf(message, message_capacity, "there is no memory for it");
    return RW_INVALID;
  }
  opened->file = file;
  begin(opened->info, opened->state);
  if (setjmp(opened->state.escape)) {
    std::snprintf(message, message_capacity, "%s", opened->state.text);
    rw_jpeg_close(opened);
    return RW_INVALID;
  }
  jpeg_create_decompress(&opened->info);
  jpeg_stdio_src(&opened->info, file);
  read_header(opened->info, denominator);
  *width = static_cast<int32_t>(opened->info.output_width);
  *height = static_cast<int32_t>(opened->info.output_height);
  jpeg_start_decompress(&opened->info);
  *jpeg = opened;
  return RW_OK;
}

rw_status rw_jpeg_rows(rw_jpeg *jpeg, uint8_t *rgb, size_t rgb_count, char *message, size_t message_capacity) {
  if (setjmp(jpeg->state.escape)) {
    std::snprintf(message, message_capacity, "%s", jpeg->state.text);
    return RW_INVALID;
  }
  const size_t stride = static_cast<size_t>(jpeg->info.output_width) * 3;
  const size_t first = jpeg->info.output_scanline;
  if (rgb_count % stride != 0 || first + rgb_count / stride > jpeg->info.output_height) {
    std::snprintf(message, message_capacity, "the buffer does not fit the image");
    return RW_INVALID;
  }
  while ((jpeg->info.output_scanline - first) * stride < rgb_count) {
    JSAMPROW row = rgb + stride * (jpeg->info.output_scanline - first);
    jpeg_read_scanlines(&jpeg->info, &row, 1);
  }
  // The end of the file is looked at with the last row.
  if (jpeg->info.output_scanline == jpeg->info.output_height) jpeg_finish_decompress(&jpeg->info);
  if (jpeg->state.truncated) {
    std::snprintf(message, message_capacity, "the file ends before its image does");
    return RW_TRUNCATED;
  }
  return RW_OK;
}

void rw_jpeg_close(rw_jpeg *jpeg) {
  jpeg_destroy_decompress(&jpeg->info);
  std::fclose(jpeg->file);
  delete jpeg;
}
