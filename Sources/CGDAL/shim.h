/* The parts of GDAL's C interface that GeoRaster uses. */
#ifndef RAGWEED_CGDAL_SHIM_H
#define RAGWEED_CGDAL_SHIM_H

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_http.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <gdal_alg.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#endif
