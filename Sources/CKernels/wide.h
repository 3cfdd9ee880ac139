#ifndef CANNS_WIDE_H
#define CANNS_WIDE_H

#include "multiversion.h"

// Vectors in registers: what a loop accumulates in an array, compilers leave in memory.
#define WIDTH 16
typedef float Wide __attribute__((ext_vector_type(WIDTH), aligned(4)));
typedef double WideDouble __attribute__((ext_vector_type(WIDTH)));
#define WIDE(pointer) (*(Wide *)(pointer))
#define WIDE_CONSTANT(pointer) (*(const Wide *)(pointer))

#endif
