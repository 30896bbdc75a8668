#include "enlargement.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <vector>

#include "wide.hpp"

namespace {

/* e to the power of x, off by a few units in the last place: a polynomial (Cephes), so that many are done at once. */
inline float power_of_e(float x) {
  x = std::min(std::max(x, -87.0f), 88.0f);
  const float scaled = x * 1.44269504088896341f;
  const int32_t whole = static_cast<int32_t>(scaled + (scaled < 0 ? -0.5f : 0.5f));
  const float count = static_cast<float>(whole);
  const float rest = x - count * 0.693359375f + count * 2.12194440e-4f;
  float sum = 1.9875691500e-4f;
  sum = sum * rest + 1.3981999507e-3f;
  sum = sum * rest + 8.3334519073e-3f;
  sum = sum * rest + 4.1665795894e-2f;
  sum = sum * rest + 1.6666665459e-1f;
  sum = sum * rest + 5.0000001201e-1f;
  sum = sum * rest * rest + rest + 1.0f;
  const int32_t bits = (whole + 127) << 23;
  float power;
  std::memcpy(&power, &bits, sizeof power);
  return sum * power;
}

/* The two samples around each enlarged one, and how much the second counts. */
struct neighbours {
  std::vector<int32_t> first;
  std::vector<int32_t> second;
  std::vector<float> weight;

  neighbours(size_t length, size_t factor) : first(length * factor), second(first), weight(length * factor) {
    for (size_t index = 0; index < weight.size(); ++index) {
      const float place = (static_cast<float>(index) + 0.5f) / static_cast<float>(factor) - 0.5f;
      const float kept = std::min(std::max(place, 0.0f), static_cast<float>(length - 1));
      first[index] = static_cast<int32_t>(kept);
      second[index] = std::min(first[index] + 1, static_cast<int32_t>(length) - 1);
      weight[index] = kept - static_cast<float>(first[index]);
    }
  }
};

}  // namespace

RW_WIDE void rw_between(const float *first, const float *second, float weight, float *result, size_t count) {
  for (size_t index = 0; index < count; ++index) result[index] = first[index] + (second[index] - first[index]) * weight;
}

RW_WIDE void rw_along(
    const float *row, const int32_t *first, const int32_t *second, const float *weight, float *result, size_t count) {
  for (size_t index = 0; index < count; ++index)
    result[index] = row[first[index]] + (row[second[index]] - row[first[index]]) * weight[index];
}

/* The softmax over the values at the same place of each channel, in place; the channels lie `step` apart. */
RW_WIDE void rw_softmax(float *values, size_t channels, size_t step, size_t count, float *most, float *sums) {
  for (size_t index = 0; index < count; ++index) {
    most[index] = values[index];
    sums[index] = 0;
  }
  for (size_t channel = 1; channel < channels; ++channel)
    for (size_t index = 0; index < count; ++index)
      most[index] = std::max(most[index], values[channel * step + index]);
  for (size_t channel = 0; channel < channels; ++channel)
    for (size_t index = 0; index < count; ++index) {
      const float power = power_of_e(values[channel * step + index] - most[index]);
      values[channel * step + index] = power;
      sums[index] += power;
    }
  for (size_t channel = 0; channel < channels; ++channel)
    for (size_t index = 0; index < count; ++index) values[channel * step + index] /= sums[index];
}

/* Of two channels the softmax is the logistic function of their difference. */
RW_WIDE void rw_logistic(const float *differences, float *first, float *second, size_t count) {
  for (size_t index = 0; index < count; ++index) {
    const float probability = 1.0f / (1.0f + power_of_e(-differences[index]));
    first[index] = 1.0f - probability;
    second[index] = probability;
  }
}

namespace {

/* One line of a channel of `columns`, at full width. */
struct enlarged_lines {
  neighbours down;
  neighbours along;
  std::vector<float> row;

  enlarged_lines(size_t rows, size_t columns, size_t factor)
      : down(rows, factor), along(columns, factor), row(columns) {}

  void line(const float *channel, size_t index, float *target) {
    const size_t columns = row.size();
    rw_between(
        channel + static_cast<size_t>(down.first[index]) * columns,
        channel + static_cast<size_t>(down.second[index]) * columns, down.weight[index], row.data(), columns);
    rw_along(
        row.data(), along.first.data(), along.second.data(), along.weight.data(), target, along.weight.size());
  }
};

}  // namespace

void enlarged_planes(
    const float *planes, size_t channels, size_t rows, size_t columns, size_t factor, float *enlarged) {
  enlarged_lines lines(rows, columns, factor);
  const size_t wide = columns * factor;
  for (size_t channel = 0; channel < channels; ++channel)
    for (size_t index = 0; index < rows * factor; ++index)
      lines.line(planes + channel * rows * columns, index, enlarged + (channel * rows * factor + index) * wide);
}

void enlarged_softmax(
    const float *scores, size_t channels, size_t rows, size_t columns, size_t factor, float *probabilities) {
  enlarged_lines lines(rows, columns, factor);
  const size_t wide = columns * factor;
  const size_t plane = rows * factor * wide;
  if (channels == 2) {
    std::vector<float> differences(rows * columns), line(wide);
    for (size_t index = 0; index < differences.size(); ++index)
      differences[index] = scores[differences.size() + index] - scores[index];
    for (size_t index = 0; index < rows * factor; ++index) {
      lines.line(differences.data(), index, line.data());
      rw_logistic(line.data(), probabilities + index * wide, probabilities + plane + index * wide, wide);
    }
    return;
  }
  std::vector<float> most(wide), sums(wide);
  for (size_t index = 0; index < rows * factor; ++index) {
    float *target = probabilities + index * wide;
    for (size_t channel = 0; channel < channels; ++channel)
      lines.line(scores + channel * rows * columns, index, target + channel * plane);
    rw_softmax(target, channels, plane, wide, most.data(), sums.data());
  }
}
