// Transposing a matrix by vectors in registers.

#ifndef CANNS_TRANSPOSE_H
#define CANNS_TRANSPOSE_H

#include <stddef.h>

/// target[c * target_stride + r] = source[r * source_stride + c] for `rows` rows and `columns` columns.
void canns_transpose(
    const float *source, size_t rows, size_t columns, size_t source_stride, float *target, size_t target_stride);

#endif
