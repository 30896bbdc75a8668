#ifndef RAGWEED_OPENVINO_LIBRARY_HPP
#define RAGWEED_OPENVINO_LIBRARY_HPP

#include <cstddef>
#include <cstdint>
#include <string>

/* The part of OpenVINO's C interface that is used, declared after its public documentation for 2023.0 to 2026.4.
   Element types are numbered differently from release to release, so no call here takes or gives one. */
namespace openvino {

struct core;
struct compiled_model;
struct model;
struct infer_request;
struct tensor;

/* ov_version_t */
struct version {
  const char *build_number;
  const char *description;
};

/* ov_shape_t, passed by value */
struct shape {
  int64_t rank;
  int64_t *dimensions;
};

/* ov_status_e: 0 is success. */
using status = int;

/* ov_profiling_info_t */
struct profiled_layer {
  int status;
  int64_t real_microseconds;
  int64_t processor_microseconds;
  const char *name;
  const char *execution;
  const char *type;
};

/* ov_profiling_info_list_t */
struct profiled_layers {
  profiled_layer *layers;
  size_t count;
};

struct library {
  status (*get_openvino_version)(version *);
  void (*version_free)(version *);
  const char *(*get_error_info)(status);
  void (*free)(const char *);
  status (*core_create)(core **);
  void (*core_free)(core *);
  /* `weights` is null where the file names them itself. */
  status (*core_read_model)(const core *, const char *path, const char *weights, model **);
  /* `weights` is null where the text holds them itself. */
  status (*core_read_model_from_memory_buffer)(
      const core *, const char *text, size_t length, const tensor *weights, model **);
  void (*model_free)(model *);
  /* After the device come the number of further arguments, the place for the result, then pairs of key and value, all
     text. */
  status (*core_compile_model)(
      const core *, const model *, const char *device, size_t argument_count, compiled_model **, ...);
  /* The same from a file, which is not even read where it was compiled before. */
  status (*core_compile_model_from_file)(
      const core *, const char *path, const char *device, size_t argument_count, compiled_model **, ...);
  void (*compiled_model_free)(compiled_model *);
  /* A pair of key and value, both text, after the device; an empty device stands for all. */
  status (*core_set_property)(const core *, const char *device, ...);
  status (*compiled_model_get_property)(const compiled_model *, const char *key, char **value);
  status (*compiled_model_create_infer_request)(const compiled_model *, infer_request **);
  void (*infer_request_free)(infer_request *);
  status (*infer_request_get_input_tensor)(const infer_request *, tensor **);
  status (*infer_request_get_output_tensor)(const infer_request *, tensor **);
  status (*infer_request_get_tensor)(const infer_request *, const char *name, tensor **);
  status (*infer_request_infer)(infer_request *);
  status (*infer_request_get_profiling_info)(const infer_request *, profiled_layers *);
  void (*profiling_info_list_free)(profiled_layers *);
  status (*tensor_set_shape)(tensor *, shape);
  status (*tensor_get_size)(const tensor *, size_t *);
  status (*tensor_get_byte_size)(const tensor *, size_t *);
  status (*tensor_data)(const tensor *, void **);
  void (*tensor_free)(tensor *);
  /* Since 2023.1; null before. */
  const char *(*get_last_err_msg)();

  /* Loads the library from a file, or by its name from where the system looks. It stays loaded until the program ends:
     its threads may outlive the last model.
     Gives false, and why in `reason`, where it cannot be loaded. */
  bool load(const char *path, std::string &reason);

  /* What OpenVINO says about the last call, which gave `code`. */
  std::string reason(status code) const;
};

}  // namespace openvino

#endif
