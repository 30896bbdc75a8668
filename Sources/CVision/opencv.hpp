#pragma once

/* OpenCV's headers as those of the system: what they warn of is not ours to mend. */
#pragma GCC system_header

#include <opencv2/core.hpp>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/dnn.hpp>
#include <opencv2/imgproc.hpp>
