#include "gram.h"
#include "wide.h"

#if defined(__x86_64__)

// Squares of 4×4 inner products stand in registers, each as sixteen partial sums: four rows are read from the first
// cache, four from the second, and neither is copied in another order before, as a library for matrices of any size
// would do. That takes half the time of its ssyrk for the 48 rows of a block of samples.
enum { SIDE = 4, SQUARE = SIDE * SIDE };

// Each lane of the result is the sum of the lanes of one of the sixteen vectors, in their order.
__attribute__((target("avx512f"))) static inline __attribute__((always_inline)) void sumLanes(
    Wide *vectors, float *sums)
{
#define FOLD(a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)
    for (size_t index = 0; index < 8; index++) {
        const Wide a = vectors[2 * index], b = vectors[2 * index + 1];
        vectors[index] = FOLD(a, b, 0, 16, 2, 18, 4, 20, 6, 22, 8, 24, 10, 26, 12, 28, 14, 30)
            + FOLD(a, b, 1, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31);
    }
    for (size_t index = 0; index < 4; index++) {
        const Wide a = vectors[2 * index], b = vectors[2 * index + 1];
        vectors[index] = FOLD(a, b, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29)
            + FOLD(a, b, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31);
    }
    for (size_t index = 0; index < 2; index++) {
        const Wide a = vectors[2 * index], b = vectors[2 * index + 1];
        vectors[index] = FOLD(a, b, 0, 1, 2, 3, 16, 17, 18, 19, 8, 9, 10, 11, 24, 25, 26, 27)
            + FOLD(a, b, 4, 5, 6, 7, 20, 21, 22, 23, 12, 13, 14, 15, 28, 29, 30, 31);
    }
    const Wide a = vectors[0], b = vectors[1];
    WIDE(sums) = FOLD(a, b, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23)
        + FOLD(a, b, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31);
#undef FOLD
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

bool canns_lower_gram(
    const float *a, size_t rows, size_t columns, size_t stride, float *gram, size_t gram_stride)
{
    if (!__builtin_cpu_supports("avx512f")) return false;
    lowerGram(a, rows, columns, stride, gram, gram_stride);
    return true;
}

#else

bool canns_lower_gram(
    const float *a, size_t rows, size_t columns, size_t stride, float *gram, size_t gram_stride)
{
    (void)a, (void)rows, (void)columns, (void)stride, (void)gram, (void)gram_stride;
    return false;
}

#endif
