// One function for several sets of instructions, with the same bits in each.

#ifndef CANNS_KERNEL_H
#define CANNS_KERNEL_H

#include "instructions.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

// Products are fused with sums where `fused` and `addProduct` say so, and nowhere else: no compiler chooses.
#pragma STDC FP_CONTRACT OFF

typedef canns_instructions Instructions;

#define INLINE static inline __attribute__((always_inline))

// KERNEL(result, name, (parameters), (arguments)) { body } defines the function of that name: its body compiled for
// each set of instructions, and the choice at each call. In the body `instructions` is a constant, its set.
#define WITH_INSTRUCTIONS(...) (Instructions instructions, __VA_ARGS__)
#define WITH_CONSTANT(...) (instructions, __VA_ARGS__)
#define VERSION(linkage, result, name, body, set, parameters, arguments)                                               \
    linkage result name parameters                                                                                     \
    {                                                                                                                  \
        enum { instructions = set };                                                                                   \
        return body WITH_CONSTANT arguments;                                                                           \
    }
#if defined(__x86_64__)
#define AVX2 __attribute__((target("avx2,fma,bmi,bmi2,popcnt"))) static
#define AVX512 __attribute__((target("avx2,fma,bmi,bmi2,popcnt,avx512f,avx512bw,avx512cd,avx512dq,avx512vl"))) static
#define VERSIONS(result, name, parameters, arguments)                                                                  \
    VERSION(static, result, name##Plain, name##Body, CANNS_PLAIN, parameters, arguments)                               \
    VERSION(AVX2, result, name##ForAVX2, name##Body, CANNS_AVX2, parameters, arguments)                                \
    VERSION(AVX512, result, name##ForAVX512, name##Body, CANNS_AVX512, parameters, arguments)                          \
    result name parameters                                                                                             \
    {                                                                                                                  \
        switch (canns_current_instructions()) {                                                                        \
        case CANNS_AVX512: return name##ForAVX512 arguments;                                                           \
        case CANNS_AVX2: return name##ForAVX2 arguments;                                                               \
        case CANNS_PLAIN: break;                                                                                       \
        }                                                                                                              \
        return name##Plain arguments;                                                                                  \
    }
#else
#define VERSIONS(result, name, parameters, arguments)                                                                  \
    VERSION(, result, name, name##Body, CANNS_PLAIN, parameters, arguments)
#endif
#define KERNEL(result, name, parameters, arguments)                                                                    \
    INLINE result name##Body WITH_INSTRUCTIONS parameters;                                                             \
    VERSIONS(result, name, parameters, arguments)                                                                      \
    INLINE result name##Body WITH_INSTRUCTIONS parameters

// Whether an instruction fuses them.
#if defined(__x86_64__) && !defined(__FMA__)
#define HAS_FUSED(instructions) ((instructions) != CANNS_PLAIN)
#else
#define HAS_FUSED(instructions) true
#endif

typedef double Doubles __attribute__((ext_vector_type(4)));
typedef int64_t Longs __attribute__((ext_vector_type(4)));
typedef float Floats __attribute__((ext_vector_type(4)));

// sum <- a b + sum for four values, each rounded once, without an instruction for it. The product is exact in double;
// where the sum is not, it becomes that of its two neighbours whose last bit is set, so that rounding it to float does
// what rounding the exact sum would.
INLINE void fuseInDouble(float *sum, const float *a, const float *b)
{
    Floats values[3];
    memcpy(values, sum, sizeof *values);
    memcpy(values + 1, a, sizeof *values);
    memcpy(values + 2, b, sizeof *values);
    const Doubles before = __builtin_convertvector(values[0], Doubles);
    const Doubles product = __builtin_convertvector(values[1], Doubles) * __builtin_convertvector(values[2], Doubles);
    const Doubles rounded = product + before, back = rounded - product;
    const Doubles rest = (product - (rounded - back)) + (before - back);
    // Comparisons give -1 where they hold, else 0.
    const Longs isMore = rest > 0, isInexact = isMore | (rest < 0), isInwards = isMore ^ (rounded > 0);
    Longs bits;
    memcpy(&bits, &rounded, sizeof bits);
    bits += (1 + 2 * isInwards) & isInexact & ((bits & 1) - 1);
    Doubles odd;
    memcpy(&odd, &bits, sizeof odd);
    values[0] = __builtin_convertvector(odd, Floats);
    memcpy(sum, values, sizeof *values);
}

// a b + c, rounded once.
INLINE float fused(Instructions instructions, float a, float b, float c)
{
    if (HAS_FUSED(instructions)) return __builtin_fmaf(a, b, c);
    float factor[4] = {a}, other[4] = {b}, sum[4] = {c};
    fuseInDouble(sum, factor, other);
    return sum[0];
}

#endif
