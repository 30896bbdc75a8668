#include <cstdio>
#include <cstring>
#include <exception>
#include <memory>
#include <string>

#include "CVision.h"
#include "enlargement.hpp"
#include "layer_times.hpp"
#include "openvino_library.hpp"
#include "planes.hpp"

namespace {

/* Owns what OpenVINO has made, and everything that must outlive it. */
struct compiled {
  openvino::library library{};
  openvino::core *core = nullptr;
  openvino::compiled_model *model = nullptr;
  std::string version;
  std::string precision;

  compiled() = default;
  compiled(const compiled &) = delete;
  compiled &operator=(const compiled &) = delete;
  ~compiled() {
    if (model != nullptr) library.compiled_model_free(model);
    if (core != nullptr) library.core_free(core);
  }
};

void write_message(char *message, size_t capacity, const std::string &text) {
  if (capacity > 0) std::snprintf(message, capacity, "%s", text.c_str());
}

/* Runs `work` and turns what it throws into a status and a message. */
template <typename Work>
rw_status guarded(char *message, size_t capacity, Work work) {
  try {
    return work();
  } catch (const std::exception &error) {
    write_message(message, capacity, error.what());
  } catch (...) {
    write_message(message, capacity, "unknown failure in OpenVINO");
  }
  return RW_INVALID;
}

struct failure : std::exception {
  std::string text;
  explicit failure(std::string text) : text(std::move(text)) {}
  const char *what() const noexcept override { return text.c_str(); }
};

void require(const openvino::library &library, openvino::status status) {
  if (status != 0) throw failure(library.reason(status));
}

/* Something of OpenVINO's that is let go, by the function `letting_go` of the library, at the end of its scope. */
template <typename thing, void (*openvino::library::*letting_go)(thing *)>
struct owned {
  const openvino::library &library;
  thing *raw = nullptr;

  explicit owned(const openvino::library &library) : library(library) {}
  owned(const owned &) = delete;
  owned &operator=(const owned &) = delete;
  ~owned() {
    if (raw != nullptr) (library.*letting_go)(raw);
  }
};

/* A network that was read. */
using network_view = owned<openvino::model, &openvino::library::model_free>;

/* A tensor of a request. */
struct tensor_view : owned<openvino::tensor, &openvino::library::tensor_free> {
  using owned::owned;

  size_t byte_size() const {
    size_t size = 0;
    require(library, library.tensor_get_byte_size(raw, &size));
    return size;
  }

  size_t size() const {
    size_t size = 0;
    require(library, library.tensor_get_size(raw, &size));
    return size;
  }

  /* Refuses another number of values, or others than of 32 bits. */
  void expect(size_t count, const char *what) const {
    if (size() == count && byte_size() == count * sizeof(float)) return;
    throw failure(
        std::string("its ") + what + " has " + std::to_string(size()) + " numbers in " + std::to_string(byte_size()) +
        " bytes, not " + std::to_string(count) + " of 4 bytes");
  }

  float *data() const {
    void *data = nullptr;
    require(library, library.tensor_data(raw, &data));
    return static_cast<float *>(data);
  }
};

}  // namespace

struct rw_openvino_model {
  std::shared_ptr<const compiled> shared;
};

struct rw_openvino_request {
  std::shared_ptr<const compiled> shared;
  openvino::infer_request *raw = nullptr;

  ~rw_openvino_request() {
    if (raw != nullptr) shared->library.infer_request_free(raw);
  }
};

namespace {

/* How to compile a network. */
struct settings {
  const char *precision;
  std::string threads;
  std::string streams;
  const char *profiles;

  /* Compiles by one of the library's functions what it takes for a network, or takes it from `cache` where it was
     compiled for the same before. */
  template <typename Function, typename Network>
  openvino::status compile(compiled &loading, Function function, Network network, const char *cache) const {
    const openvino::library &library = loading.library;
    // Read, not mapped: a program that starts at the same time may write the file anew.
    if (cache != nullptr) require(library, library.core_set_property(loading.core, "", "ENABLE_MMAP", "NO"));
    // Not pinned: a thread of OpenVINO's that is tied to a core waits for the decoder or the blender that runs there,
    // while another core has nothing to do (a seventh of the time of photographs).
    return (library.*function)(
        loading.core, network, "CPU", 12, &loading.model, "INFERENCE_NUM_THREADS", threads.c_str(), "NUM_STREAMS",
        streams.c_str(), "PERF_COUNT", profiles, "INFERENCE_PRECISION_HINT", precision, "ENABLE_CPU_PINNING",
        "NO", "CACHE_DIR", cache == nullptr ? "" : cache);
  }
};

}  // namespace

rw_status rw_openvino_model_load(
    const char *library_path, const char *path, const uint8_t *bytes, size_t byte_count, const char *precision,
    int32_t threads, int32_t streams, int32_t profiles, const char *cache, const char *stored, rw_openvino_model **model,
    char *message, size_t message_capacity) {
  *model = nullptr;
  return guarded(message, message_capacity, [&] {
    auto loading = std::make_shared<compiled>();
    openvino::library &library = loading->library;
    std::string reason;
    if (!library.load(library_path, reason)) {
      write_message(message, message_capacity, reason);
      return RW_MISSING;
    }
    openvino::version version{};
    require(library, library.get_openvino_version(&version));
    loading->version = version.build_number == nullptr ? "" : version.build_number;
    library.version_free(&version);
    require(library, library.core_create(&loading->core));
    const settings settings{
        precision, std::to_string(threads), std::to_string(streams), profiles != 0 ? "YES" : "NO"};
    const bool is_quick =
        cache != nullptr && stored != nullptr &&
        settings.compile(*loading, &openvino::library::core_compile_model_from_file, stored, cache) == 0;
    if (!is_quick) {
      network_view network(library);
      require(
          library, bytes == nullptr
                       ? library.core_read_model(loading->core, path, nullptr, &network.raw)
                       : library.core_read_model_from_memory_buffer(
                             loading->core, reinterpret_cast<const char *>(bytes), byte_count, nullptr, &network.raw));
      // Where the cache cannot be written, it has to do without.
      const auto compile = &openvino::library::core_compile_model;
      if (cache == nullptr || settings.compile(*loading, compile, network.raw, cache) != 0)
        require(library, settings.compile(*loading, compile, network.raw, nullptr));
    }
    char *ran = nullptr;
    require(library, library.compiled_model_get_property(loading->model, "INFERENCE_PRECISION_HINT", &ran));
    loading->precision = ran == nullptr ? "" : ran;
    library.free(ran);
    *model = new rw_openvino_model{loading};
    return RW_OK;
  });
}

void rw_openvino_model_free(rw_openvino_model *model) { delete model; }

const char *rw_openvino_model_version(const rw_openvino_model *model) { return model->shared->version.c_str(); }

const char *rw_openvino_model_precision(const rw_openvino_model *model) { return model->shared->precision.c_str(); }

rw_status rw_openvino_request_make(
    const rw_openvino_model *model, rw_openvino_request **request, char *message, size_t message_capacity) {
  *request = nullptr;
  return guarded(message, message_capacity, [&] {
    auto made = std::make_unique<rw_openvino_request>();
    made->shared = model->shared;
    const openvino::library &library = made->shared->library;
    require(library, library.compiled_model_create_infer_request(made->shared->model, &made->raw));
    *request = made.release();
    return RW_OK;
  });
}

void rw_openvino_request_free(rw_openvino_request *request) { delete request; }

rw_status rw_openvino_request_run(
    rw_openvino_request *request, const uint8_t *rgb, int32_t width, int32_t height, const float *mean,
    const float *std, int32_t enlargement, int32_t softmax, const char *scores_name, float *scores, size_t score_count,
    const char *figure_name, float *figure, char *message, size_t message_capacity) {
  return guarded(message, message_capacity, [&] {
    const openvino::library &library = request->shared->library;
    const size_t input_bytes = static_cast<size_t>(width) * static_cast<size_t>(height) * 3 * sizeof(float);
    tensor_view input(library);
    require(library, library.infer_request_get_input_tensor(request->raw, &input.raw));
    // A model with free dimensions has them only now.
    int64_t dimensions[4] = {1, 3, height, width};
    require(library, library.tensor_set_shape(input.raw, {4, dimensions}));
    if (input.byte_size() != input_bytes) throw failure("its input does not take numbers of 32 bits");
    normalised_planes(rgb, width, height, mean, std, input.data());
    require(library, library.infer_request_infer(request->raw));
    tensor_view output(library);
    require(
        library, scores_name == nullptr
                     ? library.infer_request_get_output_tensor(request->raw, &output.raw)
                     : library.infer_request_get_tensor(request->raw, scores_name, &output.raw));
    const size_t factor = static_cast<size_t>(enlargement);
    const size_t expected = score_count / (factor * factor);
    if (output.size() != expected || output.byte_size() != expected * sizeof(float)) {
      // In numbers of the whole image, as the card counts.
      const size_t share = factor * factor;
      throw failure(
          "its output has " + std::to_string(share * output.size()) + " numbers in " +
          std::to_string(share * output.byte_size()) + " bytes, the card promises " + std::to_string(score_count) +
          " of 4 bytes");
    }
    if (factor == 1) {
      std::memcpy(scores, output.data(), score_count * sizeof(float));
    } else {
      const size_t rows = static_cast<size_t>(height) / factor;
      const size_t columns = static_cast<size_t>(width) / factor;
      const auto enlarge = softmax != 0 ? enlarged_softmax : enlarged_planes;
      enlarge(output.data(), expected / (rows * columns), rows, columns, factor, scores);
    }
    if (figure_name == nullptr) return RW_OK;
    tensor_view number(library);
    require(library, library.infer_request_get_tensor(request->raw, figure_name, &number.raw));
    number.expect(1, "output for the whole tile");
    *figure = *number.data();
    return RW_OK;
  });
}

rw_status rw_openvino_request_set(
    rw_openvino_request *request, const char *name, const float *values, size_t value_count, char *message,
    size_t message_capacity) {
  return guarded(message, message_capacity, [&] {
    const openvino::library &library = request->shared->library;
    tensor_view input(library);
    require(library, library.infer_request_get_tensor(request->raw, name, &input.raw));
    input.expect(value_count, "input");
    std::memcpy(input.data(), values, value_count * sizeof(float));
    return RW_OK;
  });
}

rw_status rw_openvino_request_infer(rw_openvino_request *request, char *message, size_t message_capacity) {
  return guarded(message, message_capacity, [&] {
    const openvino::library &library = request->shared->library;
    require(library, library.infer_request_infer(request->raw));
    return RW_OK;
  });
}

rw_status rw_openvino_request_get(
    rw_openvino_request *request, const char *name, float *values, size_t value_count, char *message,
    size_t message_capacity) {
  return guarded(message, message_capacity, [&] {
    const openvino::library &library = request->shared->library;
    tensor_view output(library);
    require(library, library.infer_request_get_tensor(request->raw, name, &output.raw));
    output.expect(value_count, "output");
    std::memcpy(values, output.data(), value_count * sizeof(float));
    return RW_OK;
  });
}

rw_status rw_openvino_request_layer_times(
    const rw_openvino_request *request, rw_layer_times **times, char *message, size_t message_capacity) {
  *times = nullptr;
  return guarded(message, message_capacity, [&] {
    const openvino::library &library = request->shared->library;
    openvino::profiled_layers found{};
    require(library, library.infer_request_get_profiling_info(request->raw, &found));
    auto result = std::make_unique<rw_layer_times>();
    for (size_t index = 0; index < found.count; ++index) {
      const openvino::profiled_layer &layer = found.layers[index];
      result->layers.push_back({layer.name, static_cast<double>(layer.real_microseconds) / 1000});
    }
    library.profiling_info_list_free(&found);
    *times = result.release();
    return RW_OK;
  });
}
