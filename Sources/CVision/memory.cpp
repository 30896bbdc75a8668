#include "CVision.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

void rw_share_memory_pool(void) {
#ifdef __GLIBC__
  mallopt(M_ARENA_MAX, 1);
#endif
}
