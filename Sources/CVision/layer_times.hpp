#ifndef RAGWEED_LAYER_TIMES_HPP
#define RAGWEED_LAYER_TIMES_HPP

#include <string>
#include <vector>

struct rw_layer_times {
  struct layer {
    std::string name;
    double milliseconds;
  };
  std::vector<layer> layers;
};

#endif
