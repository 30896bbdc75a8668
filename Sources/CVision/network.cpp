#include "CVision.h"

#include <cstdio>
#include <cstring>
#include <exception>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "layer_times.hpp"
#include "opencv.hpp"
#include "planes.hpp"

struct rw_network {
  cv::dnn::Net net;
  cv::Mat blob;
  std::map<std::string, cv::Mat> inputs;
  std::vector<cv::Mat> outputs;
  /* Ticks of each layer, by the number of the layer less one, over all runs that were asked for by the outputs' names. */
  std::vector<double> ticks;
  int runs = 0;
};

namespace {

void write_message(char *message, size_t capacity, const char *text) {
  if (capacity > 0) std::snprintf(message, capacity, "%s", text);
}

/* OpenCV's own text is long and names its source files; what went wrong stands in `err`. */
void write_message(char *message, size_t capacity, const cv::Exception &error) {
  write_message(message, capacity, error.err.empty() ? error.what() : error.err.c_str());
}

/* Runs `work` and turns what it throws into a status and a message. */
template <typename Work>
rw_status guarded(char *message, size_t capacity, Work work) {
  try {
    return work();
  } catch (const cv::Exception &error) {
    write_message(message, capacity, error);
  } catch (const std::exception &error) {
    write_message(message, capacity, error.what());
  } catch (...) {
    write_message(message, capacity, "unknown failure in OpenCV");
  }
  return RW_INVALID;
}

}  // namespace

void rw_set_thread_count(int32_t count) { cv::setNumThreads(count); }

const char *rw_opencv_version(void) { return CV_VERSION; }

int32_t rw_opencv_has_cuda(void) {
  try {
    return cv::dnn::getAvailableTargets(cv::dnn::DNN_BACKEND_CUDA).empty() ? 0 : 1;
  } catch (...) {
    return 0;
  }
}

rw_status rw_network_load(
    const char *path, const uint8_t *bytes, size_t byte_count, int32_t cuda, rw_network **network, char *message,
    size_t message_capacity) {
  *network = nullptr;
  return guarded(message, message_capacity, [&] {
    cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
    auto loaded = std::make_unique<rw_network>();
    loaded->net = bytes == nullptr
                      ? cv::dnn::readNetFromONNX(path)
                      : cv::dnn::readNetFromONNX(reinterpret_cast<const char *>(bytes), byte_count);
    loaded->net.setPreferableBackend(cuda != 0 ? cv::dnn::DNN_BACKEND_CUDA : cv::dnn::DNN_BACKEND_OPENCV);
    loaded->net.setPreferableTarget(cuda != 0 ? cv::dnn::DNN_TARGET_CUDA : cv::dnn::DNN_TARGET_CPU);
    *network = loaded.release();
    return RW_OK;
  });
}

void rw_network_free(rw_network *network) { delete network; }

rw_status rw_network_run(
    rw_network *network, const char *input_name, const uint8_t *rgb, int32_t width, int32_t height, const float *mean,
    const float *std, const char *scores_name, float *scores, size_t score_count, const char *figure_name,
    float *figure, char *message, size_t message_capacity) {
  return guarded(message, message_capacity, [&] {
    const int shape[4] = {1, 3, height, width};
    network->blob.create(4, shape, CV_32F);
    normalised_planes(rgb, width, height, mean, std, network->blob.ptr<float>());
    network->net.setInput(network->blob, input_name);
    std::vector<cv::Mat> outputs;
    if (scores_name == nullptr) {
      outputs.push_back(network->net.forward());
    } else {
      std::vector<cv::String> names{scores_name};
      if (figure_name != nullptr) names.emplace_back(figure_name);
      network->net.forward(outputs, names);
    }
    const cv::Mat output = outputs.at(0);
    if (output.depth() != CV_32F || output.total() != score_count) {
      char text[160];
      std::snprintf(
          text, sizeof text, "its output has %zu numbers, the card promises %zu", output.total(), score_count);
      write_message(message, message_capacity, text);
      return RW_INVALID;
    }
    const cv::Mat dense = output.isContinuous() ? output : output.clone();
    std::memcpy(scores, dense.ptr<float>(), score_count * sizeof(float));
    if (outputs.size() < 2) return RW_OK;
    if (outputs[1].depth() != CV_32F || outputs[1].total() != 1) {
      char text[160];
      std::snprintf(
          text, sizeof text, "its output '%s' has %zu numbers for a tile, not one", figure_name, outputs[1].total());
      write_message(message, message_capacity, text);
      return RW_INVALID;
    }
    *figure = *outputs[1].ptr<float>();
    return RW_OK;
  });
}

rw_status rw_network_set(
    rw_network *network, const char *name, const float *values, const int32_t *shape, int32_t rank, char *message,
    size_t message_capacity) {
  return guarded(message, message_capacity, [&] {
    cv::Mat &blob = network->inputs[name];
    blob.create(rank, shape, CV_32F);
    std::memcpy(blob.ptr<float>(), values, blob.total() * sizeof(float));
    network->net.setInput(blob, name);
    return RW_OK;
  });
}

rw_status rw_network_infer(
    rw_network *network, const char *const *names, int32_t name_count, char *message, size_t message_capacity) {
  return guarded(message, message_capacity, [&] {
    std::vector<cv::String> layers;
    for (int32_t index = 0; index < name_count; ++index) {
      // Outputs of the graph have a layer of their name; other nodes get a mark before theirs from its reader of ONNX. The
      // node behind an output must not be asked for instead: fused with others, it may hold something else.
      const std::string marked = std::string("onnx_node!") + names[index];
      layers.emplace_back(network->net.getLayerId(names[index]) >= 0 ? names[index] : marked);
    }
    network->outputs.clear();
    network->net.forward(network->outputs, layers);
    std::vector<double> last;
    network->net.getPerfProfile(last);
    network->ticks.resize(last.size(), 0);
    for (size_t index = 0; index < last.size(); ++index) network->ticks[index] += last[index];
    ++network->runs;
    return RW_OK;
  });
}

rw_status rw_network_get(
    const rw_network *network, int32_t index, float *values, size_t value_count, char *message,
    size_t message_capacity) {
  return guarded(message, message_capacity, [&] {
    const cv::Mat &output = network->outputs.at(static_cast<size_t>(index));
    if (output.depth() != CV_32F || output.total() != value_count) {
      char text[120];
      std::snprintf(text, sizeof text, "its output has %zu numbers, not %zu", output.total(), value_count);
      write_message(message, message_capacity, text);
      return RW_INVALID;
    }
    const cv::Mat dense = output.isContinuous() ? output : output.clone();
    std::memcpy(values, dense.ptr<float>(), value_count * sizeof(float));
    return RW_OK;
  });
}

rw_status rw_network_layer_times(
    rw_network *network, rw_layer_times **times, char *message, size_t message_capacity) {
  *times = nullptr;
  return guarded(message, message_capacity, [&] {
    auto result = std::make_unique<rw_layer_times>();
    const double ticks_per_millisecond = cv::getTickFrequency() / 1000;
    for (const cv::String &name : network->net.getLayerNames()) {
      const int number = network->net.getLayerId(name);
      if (number < 1 || static_cast<size_t>(number) > network->ticks.size()) continue;
      const double ticks = network->ticks[static_cast<size_t>(number - 1)];
      result->layers.push_back({name, ticks / ticks_per_millisecond / network->runs});
    }
    *times = result.release();
    return RW_OK;
  });
}
