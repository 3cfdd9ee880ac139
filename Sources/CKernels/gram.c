#include "gram.h"
#include "wide.h"

// Aim: the inner products of the samples of a block with each other, g_ij = sum_k a_ik a_jk for j <= i.
//
// Squares of 4×4 inner products stand in registers, each as sixteen partial sums: four rows are read from the first
// cache, four from the second, and neither is copied in another order before, as a library for matrices of any size
// would do. That takes half the time of OpenBLAS's ssyrk for the 48 rows of a block of samples.

#if defined(__x86_64__)

enum { SIDE = 4, SQUARE = SIDE * SIDE };

// Lane n of the result is the sum of the lanes of vector n: halves of two vectors are added element by element, four
// times over, until one vector is left.
__attribute__((target("avx512f"))) static inline __attribute__((always_inline)) void sumLanes(
    Wide *vectors, float *sums)
{
    for (size_t left = SQUARE / 2; left > 0; left /= 2) {
        for (size_t index = 0; index < left; index++) {
            const Wide a = vectors[index], b = vectors[index + left];
            vectors[index] = __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)
                + __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
        }
    }
    WIDE(sums) = vectors[0];
}

__attribute__((target("avx512f"))) static void lowerGram(
    const float *a, size_t rows, size_t columns, size_t stride, float *gram, size_t gramStride)
{
    const size_t whole = columns - columns % WIDTH;
    for (size_t top = 0; top < rows; top += SIDE) {
        for (size_t left = 0; left <= top; left += SIDE) {
            // Beyond the last row that one stands again, and its sums are not kept.
            const float *down[SIDE], *across[SIDE];
            for (size_t index = 0; index < SIDE; index++) {
                down[index] = a + (top + index < rows ? top + index : rows - 1) * stride;
                across[index] = a + (left + index < rows ? left + index : rows - 1) * stride;
            }
            Wide partial[SQUARE];
            for (size_t index = 0; index < SQUARE; index++) partial[index] = (Wide)0;
            for (size_t column = 0; column < whole; column += WIDTH) {
                Wide values[SIDE];
                for (size_t index = 0; index < SIDE; index++) values[index] = WIDE_CONSTANT(down[index] + column);
                for (size_t other = 0; other < SIDE; other++) {
                    const Wide factor = WIDE_CONSTANT(across[other] + column);
                    for (size_t index = 0; index < SIDE; index++) {
                        Wide *sum = partial + index * SIDE + other;
                        *sum = __builtin_elementwise_fma(values[index], factor, *sum);
                    }
                }
            }
            float sums[SQUARE];
            sumLanes(partial, sums);
            for (size_t index = 0; index < SIDE && top + index < rows; index++) {
                float *target = gram + (top + index) * gramStride + left;
                for (size_t other = 0; other < SIDE && left + other <= top + index; other++) {
                    float sum = sums[index * SIDE + other];
                    for (size_t column = whole; column < columns; column++) {
                        sum += down[index][column] * across[other][column];
                    }
                    target[other] = sum;
                }
            }
        }
    }
}

#endif

bool canns_lower_gram(
    const float *a, size_t rows, size_t columns, size_t stride, float *gram, size_t gramStride)
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f")) {
        lowerGram(a, rows, columns, stride, gram, gramStride);
        return true;
    }
#endif
    return false;
}
