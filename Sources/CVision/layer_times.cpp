#include "layer_times.hpp"

#include "CVision.h"

size_t rw_layer_times_count(const rw_layer_times *times) { return times->layers.size(); }

const char *rw_layer_times_name(const rw_layer_times *times, size_t index) { return times->layers[index].name.c_str(); }

double rw_layer_times_milliseconds(const rw_layer_times *times, size_t index) {
  return times->layers[index].milliseconds;
}

void rw_layer_times_free(rw_layer_times *times) { delete times; }
