#include "openvino_library.hpp"

#include <dlfcn.h>

namespace openvino {

namespace {

template <typename Function>
bool find(void *handle, const char *name, Function *&function) {
  function = reinterpret_cast<Function *>(dlsym(handle, name));
  return function != nullptr;
}

}  // namespace

bool library::load(const char *path, std::string &reason) {
  // Local: its TBB and protobuf must not answer for anybody else's.
  void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) {
    const char *text = dlerror();
    reason = text == nullptr ? "the library cannot be loaded" : text;
    return false;
  }
  find(handle, "ov_get_last_err_msg", get_last_err_msg);
  const bool complete =
      find(handle, "ov_get_openvino_version", get_openvino_version) && find(handle, "ov_version_free", version_free) &&
      find(handle, "ov_get_error_info", get_error_info) && find(handle, "ov_free", free) &&
      find(handle, "ov_core_create", core_create) && find(handle, "ov_core_free", core_free) &&
      find(handle, "ov_core_read_model", core_read_model) &&
      find(handle, "ov_core_read_model_from_memory_buffer", core_read_model_from_memory_buffer) &&
      find(handle, "ov_model_free", model_free) && find(handle, "ov_core_compile_model", core_compile_model) &&
      find(handle, "ov_core_compile_model_from_file", core_compile_model_from_file) &&
      find(handle, "ov_compiled_model_free", compiled_model_free) &&
      find(handle, "ov_core_set_property", core_set_property) &&
      find(handle, "ov_compiled_model_get_property", compiled_model_get_property) &&
      find(handle, "ov_compiled_model_create_infer_request", compiled_model_create_infer_request) &&
      find(handle, "ov_infer_request_free", infer_request_free) &&
      find(handle, "ov_infer_request_get_input_tensor", infer_request_get_input_tensor) &&
      find(handle, "ov_infer_request_get_output_tensor", infer_request_get_output_tensor) &&
      find(handle, "ov_infer_request_get_tensor", infer_request_get_tensor) &&
      find(handle, "ov_infer_request_infer", infer_request_infer) &&
      find(handle, "ov_infer_request_get_profiling_info", infer_request_get_profiling_info) &&
      find(handle, "ov_profiling_info_list_free", profiling_info_list_free) &&
      find(handle, "ov_tensor_set_shape", tensor_set_shape) && find(handle, "ov_tensor_get_size", tensor_get_size) &&
      find(handle, "ov_tensor_get_byte_size", tensor_get_byte_size) && find(handle, "ov_tensor_data", tensor_data) &&
      find(handle, "ov_tensor_free", tensor_free);
  if (!complete) reason = std::string(path) + " has not the C interface of OpenVINO 2023 or later";
  return complete;
}

std::string library::reason(status code) const {
  const char *text = get_last_err_msg == nullptr ? nullptr : get_last_err_msg();
  if (text == nullptr || *text == 0) text = get_error_info(code);
  return text == nullptr ? "OpenVINO gives status " + std::to_string(code) : text;
}

}  // namespace openvino
