#ifndef RAGWEED_WIDE_HPP
#define RAGWEED_WIDE_HPP

/* Marks a loop over pixels that is compiled for wide registers as well; which is run is chosen at start. No fused
   multiply-add, so that every processor gives the same numbers. */
#if defined(__x86_64__) && defined(__linux__)
#define RW_WIDE __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define RW_WIDE
#endif

#endif
