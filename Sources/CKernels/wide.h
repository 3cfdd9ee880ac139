#ifndef CANNS_WIDE_H
#define CANNS_WIDE_H

#include "kernel.h"

// Vectors in registers: what a loop accumulates in an array, compilers leave in memory.
#define WIDTH 16
typedef float Wide __attribute__((ext_vector_type(WIDTH), aligned(4)));
typedef double WideDouble __attribute__((ext_vector_type(WIDTH), aligned(8)));
#define WIDE(pointer) (*(Wide *)(pointer))
#define WIDE_CONSTANT(pointer) (*(const Wide *)(pointer))

// Vectors of half that length, where there are too few registers for whole ones.
typedef float Half __attribute__((ext_vector_type(WIDTH / 2), aligned(4)));
#define HALF(pointer) (*(Half *)(pointer))
#define HALF_CONSTANT(pointer) (*(const Half *)(pointer))

// sum <- a b + sum, lane by lane, each rounded once.
#define ADD_PRODUCT(Vector)                                                                                            \
    INLINE void addProduct##Vector(Instructions instructions, Vector *sum, const Vector *a, const Vector *b)           \
    {                                                                                                                  \
        if (HAS_FUSED(instructions)) {                                                                                 \
            *sum = __builtin_elementwise_fma(*a, *b, *sum);                                                            \
        } else {                                                                                                       \
            for (size_t lane = 0; lane < sizeof(Vector) / sizeof(float); lane += 4)                                    \
                fuseInDouble((float *)sum + lane, (const float *)a + lane, (const float *)b + lane);                   \
        }                                                                                                              \
    }
ADD_PRODUCT(Wide)
ADD_PRODUCT(Half)

#endif
