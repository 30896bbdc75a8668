#ifndef RAGWEED_PLANES_HPP
#define RAGWEED_PLANES_HPP

#include <cstddef>
#include <cstdint>

/* Writes an image of red, green, blue bytes as three planes of (value - mean) / std. */
inline void normalised_planes(
    const uint8_t *rgb, int32_t width, int32_t height, const float *mean, const float *std, float *planes) {
  const size_t plane = static_cast<size_t>(width) * static_cast<size_t>(height);
  float table[3][256];
  for (int channel = 0; channel < 3; ++channel)
    for (int value = 0; value < 256; ++value)
      table[channel][value] = (static_cast<float>(value) - mean[channel]) / std[channel];
  float *green = planes + plane;
  float *blue = green + plane;
  for (size_t index = 0; index < plane; ++index, rgb += 3) {
    planes[index] = table[0][rgb[0]];
    green[index] = table[1][rgb[1]];
    blue[index] = table[2][rgb[2]];
  }
}

#endif
