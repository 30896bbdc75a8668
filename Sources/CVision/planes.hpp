#ifndef RAGWEED_PLANES_HPP
#define RAGWEED_PLANES_HPP

#include <cstdint>

/* Writes an image of red, green, blue bytes as three planes of (value - mean) / std. */
void normalised_planes(
    const uint8_t *rgb, int32_t width, int32_t height, const float *mean, const float *std, float *planes);

#endif
