// One function for several instruction sets, and vectors that stay in registers.

#ifndef CANNS_WIDE_H
#define CANNS_WIDE_H

// The choice is made before Thread Sanitizer is there to watch it.
#if defined(__x86_64__) && defined(__linux__) && !__has_feature(thread_sanitizer)
#define MULTIVERSION __attribute__((target_clones("default", "avx2", "avx512f")))
#else
#define MULTIVERSION
#endif

// Vectors in registers: what a loop accumulates in an array, compilers leave in memory.
#define WIDTH 16
typedef float Wide __attribute__((ext_vector_type(WIDTH), aligned(4)));
typedef double WideDouble __attribute__((ext_vector_type(WIDTH)));
#define WIDE(pointer) (*(Wide *)(pointer))
#define WIDE_CONSTANT(pointer) (*(const Wide *)(pointer))

#endif
