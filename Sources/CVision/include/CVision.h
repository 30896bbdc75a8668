/* The C boundary to OpenCV's dnn module, to OpenVINO, to FFmpeg and to libjpeg: fixed-width integers, buffers owned by the caller, a status
   and a message out. No C++ type or exception crosses it. */
#ifndef RAGWEED_CVISION_H
#define RAGWEED_CVISION_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What a call came to. */
typedef enum rw_status {
  RW_OK = 0,
  /* The input is not what the call needs; the message says why. */
  RW_INVALID = 1,
  /* A JPEG ends before its image does. */
  RW_TRUNCATED = 2,
  /* A library that is loaded at run time is not there. */
  RW_MISSING = 3,
  /* There is nothing more to read. */
  RW_END = 4,
} rw_status;

/* A network that OpenCV has loaded. */
typedef struct rw_network rw_network;

/* Sets how many threads OpenCV uses inside one call, for the whole process. */
void rw_set_thread_count(int32_t count);

/* Lets all threads take memory from one pool, where the C library has several. */
void rw_share_memory_pool(void);

/* The version of the OpenCV library that runs. */
const char *_Nonnull rw_opencv_version(void);

/* Whether the OpenCV library that runs can compute on a CUDA device: 1 or 0. */
int32_t rw_opencv_has_cuda(void);

/* Loads an ONNX file, or in its place the bytes of one, to run on a CUDA device where `cuda` is not 0.
   On RW_OK the caller owns *network and frees it with rw_network_free. */
rw_status rw_network_load(
    const char *_Nonnull path, const uint8_t *_Nullable bytes, size_t byte_count, int32_t cuda,
    rw_network *_Nullable *_Nonnull network, char *_Nonnull message, size_t message_capacity);

/* Frees a network. */
void rw_network_free(rw_network *_Nonnull network);

/* Runs the network on one image.
   rgb: height * width * 3 bytes; the network gets (value - mean) / std per channel as [1, 3, height, width].
   scores_name: the output; NULL for that of a network which has no other.
   scores: receives the output's numbers; RW_INVALID where the output has not exactly score_count of them.
   figure_name: an output of one number, which `figure` receives; NULL where none is wanted. It goes with scores_name. */
rw_status rw_network_run(
    rw_network *_Nonnull network, const char *_Nonnull input_name, const uint8_t *_Nonnull rgb, int32_t width,
    int32_t height, const float *_Nonnull mean, const float *_Nonnull std, const char *_Nullable scores_name,
    float *_Nonnull scores, size_t score_count, const char *_Nullable figure_name, float *_Nonnull figure,
    char *_Nonnull message, size_t message_capacity);

/* Gives the network the numbers of one of its inputs, which it keeps a copy of. */
rw_status rw_network_set(
    rw_network *_Nonnull network, const char *_Nonnull name, const float *_Nonnull values,
    const int32_t *_Nonnull shape, int32_t rank, char *_Nonnull message, size_t message_capacity);

/* Runs the network on the inputs that were set, and keeps the outputs of these names. */
rw_status rw_network_infer(
    rw_network *_Nonnull network, const char *_Nonnull const *_Nonnull names, int32_t name_count,
    char *_Nonnull message, size_t message_capacity);

/* Copies an output of the last run, by its place among the names; RW_INVALID where it has not exactly value_count
   numbers. */
rw_status rw_network_get(
    const rw_network *_Nonnull network, int32_t index, float *_Nonnull values, size_t value_count,
    char *_Nonnull message, size_t message_capacity);

/* How long each layer of a network took, the mean over the runs since it was loaded. */
typedef struct rw_layer_times rw_layer_times;

/* How many layers it has. */
size_t rw_layer_times_count(const rw_layer_times *_Nonnull times);

/* The name that the engine has for a layer, with that of the node in it. */
const char *_Nonnull rw_layer_times_name(const rw_layer_times *_Nonnull times, size_t index);

/* The time of a layer; 0 where it is computed with another. */
double rw_layer_times_milliseconds(const rw_layer_times *_Nonnull times, size_t index);

/* Frees the times. */
void rw_layer_times_free(rw_layer_times *_Nonnull times);

/* The times of the layers over all rw_network_infer so far. On RW_OK the caller owns *times and frees it with
   rw_layer_times_free. */
rw_status rw_network_layer_times(
    rw_network *_Nonnull network, rw_layer_times *_Nullable *_Nonnull times, char *_Nonnull message,
    size_t message_capacity);

/* A network that OpenVINO has compiled. Any number of threads may use it at once. */
typedef struct rw_openvino_model rw_openvino_model;

/* One run of such a network at a time. It keeps its network alive. */
typedef struct rw_openvino_request rw_openvino_request;

/* Loads OpenVINO's C library from `library` and compiles a network for the processor: the ONNX file, or in its
   place the bytes of one, which hold all weights.
   precision: "f32" or "bf16".
   threads, streams: cores to use in all, and runs at the same time that share them.
   profiles: not 0 to take the time of each layer.
   cache: a folder for what was compiled, where the next call looks first; NULL for none.
   stored: a file that holds the same as `bytes`, and never anything else; NULL where there is none.
   RW_MISSING where the library cannot be loaded. On RW_OK the caller owns *model and frees it with
   rw_openvino_model_free. */
rw_status rw_openvino_model_load(
    const char *_Nonnull library, const char *_Nonnull path, const uint8_t *_Nullable bytes, size_t byte_count,
    const char *_Nonnull precision, int32_t threads, int32_t streams, int32_t profiles, const char *_Nullable cache,
    const char *_Nullable stored, rw_openvino_model *_Nullable *_Nonnull model, char *_Nonnull message,
    size_t message_capacity);

/* Frees a compiled network once no request uses it any more. */
void rw_openvino_model_free(rw_openvino_model *_Nonnull model);

/* The version of the OpenVINO library that runs. */
const char *_Nonnull rw_openvino_model_version(const rw_openvino_model *_Nonnull model);

/* The precision that OpenVINO computes in, in its own words: "f32", "bf16", "f16". */
const char *_Nonnull rw_openvino_model_precision(const rw_openvino_model *_Nonnull model);

/* Makes a request. On RW_OK the caller owns *request and frees it with rw_openvino_request_free. */
rw_status rw_openvino_request_make(
    const rw_openvino_model *_Nonnull model, rw_openvino_request *_Nullable *_Nonnull request,
    char *_Nonnull message, size_t message_capacity);

/* Frees a request. */
void rw_openvino_request_free(rw_openvino_request *_Nonnull request);

/* Runs the network on one image: as rw_network_run.
   enlargement: 1, or how many times larger than the network's output the image is; then the output is enlarged here. It
   divides width and height.
   softmax: not 0 where enlarged scores become probabilities here, too. */
rw_status rw_openvino_request_run(
    rw_openvino_request *_Nonnull request, const uint8_t *_Nonnull rgb, int32_t width, int32_t height,
    const float *_Nonnull mean, const float *_Nonnull std, int32_t enlargement, int32_t softmax, const char *_Nullable scores_name,
    float *_Nonnull scores, size_t score_count, const char *_Nullable figure_name, float *_Nonnull figure,
    char *_Nonnull message, size_t message_capacity);

/* Gives the network the numbers of one of its inputs; RW_INVALID where it does not take exactly value_count of them. */
rw_status rw_openvino_request_set(
    rw_openvino_request *_Nonnull request, const char *_Nonnull name, const float *_Nonnull values, size_t value_count,
    char *_Nonnull message, size_t message_capacity);

/* Runs the network on the inputs that were set. */
rw_status rw_openvino_request_infer(
    rw_openvino_request *_Nonnull request, char *_Nonnull message, size_t message_capacity);

/* Copies an output of the last run; RW_INVALID where it has not exactly value_count numbers. */
rw_status rw_openvino_request_get(
    rw_openvino_request *_Nonnull request, const char *_Nonnull name, float *_Nonnull values, size_t value_count,
    char *_Nonnull message, size_t message_capacity);

/* The times of the layers over all runs so far, of a network that was loaded to take them; as rw_network_layer_times. */
rw_status rw_openvino_request_layer_times(
    const rw_openvino_request *_Nonnull request, rw_layer_times *_Nullable *_Nonnull times, char *_Nonnull message,
    size_t message_capacity);

/* Reads the size of a JPEG from its header, at a scale of 1/denominator (1, 2, 4 or 8). */
rw_status rw_jpeg_size(
    const uint8_t *_Nonnull data, size_t count, int32_t denominator, int32_t *_Nonnull width,
    int32_t *_Nonnull height, char *_Nonnull message, size_t message_capacity);

/* Decodes a JPEG to red, green, blue, at a scale of 1/denominator. rgb holds rgb_count = height * width * 3 bytes. */
rw_status rw_jpeg_decode(
    const uint8_t *_Nonnull data, size_t count, int32_t denominator, uint8_t *_Nonnull rgb, size_t rgb_count,
    char *_Nonnull message, size_t message_capacity);

/* A JPEG file that is being decoded, row by row. */
typedef struct rw_jpeg rw_jpeg;

/* Opens a JPEG file at a scale of 1/denominator (1, 2, 4 or 8), and gives its size at that scale.
   RW_MISSING where the file cannot be opened. On RW_OK the caller owns *jpeg and frees it with rw_jpeg_close. */
rw_status rw_jpeg_open(
    const char *_Nonnull path, int32_t denominator, rw_jpeg *_Nullable *_Nonnull jpeg, int32_t *_Nonnull width,
    int32_t *_Nonnull height, char *_Nonnull message, size_t message_capacity);

/* Decodes the rows that follow the last ones, as many as rgb_count bytes of red, green, blue are. RW_TRUNCATED where the
   file has ended before them. After anything but RW_OK only rw_jpeg_close may be called. */
rw_status rw_jpeg_rows(
    rw_jpeg *_Nonnull jpeg, uint8_t *_Nonnull rgb, size_t rgb_count, char *_Nonnull message, size_t message_capacity);

/* Closes a JPEG file. */
void rw_jpeg_close(rw_jpeg *_Nonnull jpeg);

/* A video that is being decoded, one picture after another. */
typedef struct rw_video rw_video;

/* Opens a video by FFmpeg, whose libraries are loaded here and not when the program starts.
   RW_MISSING where they cannot be loaded, RW_INVALID where the file has no video that can be decoded. On RW_OK the
   caller owns *video and frees it with rw_video_free. */
rw_status rw_video_open(
    const char *_Nonnull path, rw_video *_Nullable *_Nonnull video, char *_Nonnull message, size_t message_capacity);

/* Closes a video. */
void rw_video_free(rw_video *_Nonnull video);

/* What the file says about itself: seconds, and how many pictures; 0 where it does not say. */
double rw_video_stated_duration(const rw_video *_Nonnull video);
int64_t rw_video_stated_count(const rw_video *_Nonnull video);

/* Where the first picture lies in the recording that the file was cut from without being coded again, in seconds; 0 where
   it is whole, or does not say. */
double rw_video_cut_start(const rw_video *_Nonnull video);

/* Decodes the next picture. time: its presentation time in seconds from the video's beginning.
   RW_END behind the last one, and where the file breaks off. */
rw_status rw_video_next(
    rw_video *_Nonnull video, double *_Nonnull time, char *_Nonnull message, size_t message_capacity);

/* Gives the picture that was decoded last, at a scale of 1/divisor (1 or 2); its size first, with rgb NULL.
   rgb holds rgb_count = height * width * 3 bytes of red, green, blue. */
rw_status rw_video_picture(
    rw_video *_Nonnull video, int32_t divisor, int32_t *_Nonnull width, int32_t *_Nonnull height,
    uint8_t *_Nullable rgb, size_t rgb_count, char *_Nonnull message, size_t message_capacity);

#ifdef __cplusplus
}
#endif

#endif
