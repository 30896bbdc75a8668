#ifndef RAGWEED_ENLARGEMENT_HPP
#define RAGWEED_ENLARGEMENT_HPP

#include <cstddef>

/* The probabilities of a whole image from the scores of a smaller one: bilinear enlargement that keeps the middle of each
   pixel in its place, then the softmax over the channels.

   Engines do one after the other, and fill their registers with channels, of which there are few here.

   scores: `[channel, row, column]`, two channels at least; of rows and columns there come out `factor` times as many. */
void enlarged_softmax(
    const float *scores, size_t channels, size_t rows, size_t columns, size_t factor, float *probabilities);

/* The same without the softmax. */
void enlarged_planes(
    const float *planes, size_t channels, size_t rows, size_t columns, size_t factor, float *enlarged);

#endif
