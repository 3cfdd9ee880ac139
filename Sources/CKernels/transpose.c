#include "transpose.h"
#include "wide.h"

// Aim: b_cr = a_rc.
//
// The matrix is cut into squares of 16×16 values. A square is read into sixteen registers, a row each, transposed there
// by four riffles and written a column each, so that memory is touched only in whole vectors.

// Riffles the two halves of 16 vectors together, element by element; four times that, a square of 16×16 is transposed.
static inline __attribute__((always_inline)) void riffle(const Wide *from, Wide *to)
{
    for (size_t index = 0; index < WIDTH / 2; index++) {
        const Wide first = from[index], second = from[index + WIDTH / 2];
        to[2 * index] = __builtin_shufflevector(
            first, second, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
        to[2 * index + 1] = __builtin_shufflevector(
            first, second, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    }
}

MULTIVERSION("avx2", "avx512f")
void canns_transpose(
    const float *source, size_t rows, size_t columns, size_t sourceStride, float *target, size_t targetStride)
{
    const size_t wholeRows = rows - rows % WIDTH, wholeColumns = columns - columns % WIDTH;
    for (size_t top = 0; top < wholeRows; top += WIDTH) {
        for (size_t left = 0; left < wholeColumns; left += WIDTH) {
            Wide square[WIDTH], other[WIDTH];
            for (size_t row = 0; row < WIDTH; row++) {
                square[row] = WIDE_CONSTANT(source + (top + row) * sourceStride + left);
            }
            riffle(square, other);
            riffle(other, square);
            riffle(square, other);
            riffle(other, square);
            for (size_t column = 0; column < WIDTH; column++) {
                WIDE(target + (left + column) * targetStride + top) = square[column];
            }
        }
    }
    for (size_t row = 0; row < rows; row++) {
        for (size_t column = row < wholeRows ? wholeColumns : 0; column < columns; column++) {
            target[column * targetStride + row] = source[row * sourceStride + column];
        }
    }
}
