#include "planes.hpp"

#include <cstddef>

#include "wide.hpp"

RW_WIDE void normalised_planes(
    const uint8_t *rgb, int32_t width, int32_t height, const float *mean, const float *std, float *planes) {
  const size_t plane = static_cast<size_t>(width) * static_cast<size_t>(height);
  const float means[3] = {mean[0], mean[1], mean[2]};
  const float stds[3] = {std[0], std[1], std[2]};
  float *red = planes;
  float *green = planes + plane;
  float *blue = green + plane;
  for (size_t index = 0; index < plane; ++index) {
    red[index] = (static_cast<float>(rgb[3 * index]) - means[0]) / stds[0];
    green[index] = (static_cast<float>(rgb[3 * index + 1]) - means[1]) / stds[1];
    blue[index] = (static_cast<float>(rgb[3 * index + 2]) - means[2]) / stds[2];
  }
}
