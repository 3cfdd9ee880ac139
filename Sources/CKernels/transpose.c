#include "transpose.h"
#include "wide.h"

// Aim: b_cr = a_rc.
//
// The matrix is cut into squares of 16×16 values, of 8×8 where registers hold half a vector. A square is read into
// registers, a row each, transposed there by four or three riffles and written a column each, so that memory is touched
// only in whole vectors.

// Riffles the two halves of 16 vectors together, element by element; four times that, a square of 16×16 is transposed.
INLINE void riffle(const Wide *from, Wide *to)
{
    for (size_t index = 0; index < WIDTH / 2; index++) {
        const Wide first = from[index], second = from[index + WIDTH / 2];
        to[2 * index] = __builtin_shufflevector(
            first, second, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
        to[2 * index + 1] = __builtin_shufflevector(
            first, second, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    }
}

// Likewise 8 half vectors, three times.
INLINE void riffleHalves(const Half *from, Half *to)
{
    for (size_t index = 0; index < WIDTH / 4; index++) {
        const Half first = from[index], second = from[index + WIDTH / 4];
        to[2 * index] = __builtin_shufflevector(first, second, 0, 8, 1, 9, 2, 10, 3, 11);
        to[2 * index + 1] = __builtin_shufflevector(first, second, 4, 12, 5, 13, 6, 14, 7, 15);
    }
}

INLINE void transposeWide(const float *source, size_t sourceStride, float *target, size_t targetStride)
{
    Wide square[WIDTH], other[WIDTH];
    for (size_t row = 0; row < WIDTH; row++) square[row] = WIDE_CONSTANT(source + row * sourceStride);
    riffle(square, other);
    riffle(other, square);
    riffle(square, other);
    riffle(other, square);
    for (size_t column = 0; column < WIDTH; column++) WIDE(target + column * targetStride) = square[column];
}

INLINE void transposeHalves(const float *source, size_t sourceStride, float *target, size_t targetStride)
{
    Half square[WIDTH / 2], other[WIDTH / 2];
    for (size_t row = 0; row < WIDTH / 2; row++) square[row] = HALF_CONSTANT(source + row * sourceStride);
    riffleHalves(square, other);
    riffleHalves(other, square);
    riffleHalves(square, other);
    for (size_t column = 0; column < WIDTH / 2; column++) HALF(target + column * targetStride) = other[column];
}

KERNEL(
    void, canns_transpose,
    (const float *source, size_t rows, size_t columns, size_t sourceStride, float *target, size_t targetStride),
    (source, rows, columns, sourceStride, target, targetStride))
{
    const size_t side = instructions == CANNS_AVX512 ? WIDTH : WIDTH / 2;
    const size_t wholeRows = rows - rows % side, wholeColumns = columns - columns % side;
    for (size_t top = 0; top < wholeRows; top += side) {
        for (size_t left = 0; left < wholeColumns; left += side) {
            const float *from = source + top * sourceStride + left;
            float *to = target + left * targetStride + top;
            if (instructions == CANNS_AVX512) transposeWide(from, sourceStride, to, targetStride);
            else transposeHalves(from, sourceStride, to, targetStride);
        }
    }
    for (size_t row = 0; row < rows; row++) {
        for (size_t column = row < wholeRows ? wholeColumns : 0; column < columns; column++) {
            target[column * targetStride + row] = source[row * sourceStride + column];
        }
    }
}
