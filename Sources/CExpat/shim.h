/* Expat's interface: a parser of XML that reads no other file and no address by itself. */
#ifndef RAGWEED_CEXPAT_SHIM_H
#define RAGWEED_CEXPAT_SHIM_H

#include <expat.h>

#endif
