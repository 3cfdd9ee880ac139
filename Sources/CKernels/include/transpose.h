// Transposing a matrix by vectors in registers.

#ifndef CANNS_TRANSPOSE_H
#define CANNS_TRANSPOSE_H

#include <stddef.h>

/// target[c * targetStride + r] = source[r * sourceStride + c] for `rows` rows and `columns` columns.
void canns_transpose(
    const float *source, size_t rows, size_t columns, size_t sourceStride, float *target, size_t targetStride);

#endif
