#include "gram.h"
#include "wide.h"

// Aim: the inner products of the samples of a block with each other, g_ij = sum_k a_ik a_jk for j <= i.
//
// Rectangles of inner products stand in registers, each as sixteen partial sums: some rows are read from the first
// cache, some from the second, and neither is copied in another order before, as a library for matrices of any size
// would do. Where there are 32 registers of a whole vector a rectangle is 4×4. Else it is 2×3 and vectors are halved:
// 12 sums, two values and a factor are what 16 registers hold. The sixteen are added in the same order in both.

// Two vectors become one that holds, for each of them in turn, its first half added to its second. When that is
// repeated with pairs of the results until one vector is left, lane n of it is the sum of the lanes of vector n.
#define FOLD(a, b)                                                                                                     \
    (__builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23)                             \
     + __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31))
#define FOLD_HALF(a, b)                                                                                                \
    (__builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11)                                                           \
     + __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15))

// Inner products of 4 rows with 4 over the first `whole` columns.
INLINE void multiplyWide(
    Instructions instructions, const float *const *down, const float *const *across, size_t whole, float *sums)
{
    enum { SIDE = 4, COUNT = SIDE * SIDE };
    Wide partial[COUNT];
    for (size_t index = 0; index < COUNT; index++) partial[index] = (Wide)0;
    for (size_t column = 0; column < whole; column += WIDTH) {
        Wide values[SIDE];
        for (size_t index = 0; index < SIDE; index++) values[index] = WIDE_CONSTANT(down[index] + column);
        for (size_t other = 0; other < SIDE; other++) {
            const Wide factor = WIDE_CONSTANT(across[other] + column);
            for (size_t index = 0; index < SIDE; index++)
                addProductWide(instructions, partial + index * SIDE + other, values + index, &factor);
        }
    }
    for (size_t left = COUNT / 2; left > 0; left /= 2)
        for (size_t index = 0; index < left; index++) partial[index] = FOLD(partial[index], partial[index + left]);
    WIDE(sums) = partial[0];
}

// Those of 2 rows with 3, in halves of vectors.
INLINE void multiplyHalves(
    Instructions instructions, const float *const *down, const float *const *across, size_t whole, float *sums)
{
    enum { DOWN = 2, ACROSS = 3, COUNT = DOWN * ACROSS, HALF = WIDTH / 2 };
    Half partial[2][HALF] = {0};
    for (size_t column = 0; column < whole; column += WIDTH) {
        for (size_t half = 0; half < 2; half++) {
            Half values[DOWN];
            for (size_t index = 0; index < DOWN; index++)
                values[index] = HALF_CONSTANT(down[index] + column + half * HALF);
            for (size_t other = 0; other < ACROSS; other++) {
                const Half factor = HALF_CONSTANT(across[other] + column + half * HALF);
                for (size_t index = 0; index < DOWN; index++)
                    addProductHalf(instructions, partial[half] + index * ACROSS + other, values + index, &factor);
            }
        }
    }
    for (size_t index = 0; index < COUNT; index++) partial[0][index] += partial[1][index];
    for (size_t left = HALF / 2; left > 0; left /= 2)
        for (size_t index = 0; index < left; index++)
            partial[0][index] = FOLD_HALF(partial[0][index], partial[0][index + left]);
    *(Half *)sums = partial[0][0];
}

KERNEL(
    void, canns_lower_gram,
    (const float *a, size_t rows, size_t columns, size_t stride, float *gram, size_t gramStride),
    (a, rows, columns, stride, gram, gramStride))
{
    const bool isWide = instructions == CANNS_AVX512;
    const size_t height = isWide ? 4 : 2, width = isWide ? 4 : 3, whole = columns - columns % WIDTH;
    for (size_t top = 0; top < rows; top += height) {
        for (size_t left = 0; left < rows && left < top + height; left += width) {
            // Beyond the last row that one stands again, and its sums are not kept.
            const float *down[4], *across[4];
            for (size_t index = 0; index < height; index++)
                down[index] = a + (top + index < rows ? top + index : rows - 1) * stride;
            for (size_t index = 0; index < width; index++)
                across[index] = a + (left + index < rows ? left + index : rows - 1) * stride;
            float sums[WIDTH];
            if (isWide) multiplyWide(instructions, down, across, whole, sums);
            else multiplyHalves(instructions, down, across, whole, sums);
            for (size_t index = 0; index < height && top + index < rows; index++) {
                float *target = gram + (top + index) * gramStride + left;
                for (size_t other = 0; other < width && left + other <= top + index; other++) {
                    float sum = sums[index * width + other];
                    for (size_t column = whole; column < columns; column++)
                        sum += down[index][column] * across[other][column];
                    target[other] = sum;
                }
            }
        }
    }
}
