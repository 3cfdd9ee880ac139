// Kernels of blocked learning on layers: the recurrences on small coefficients between the matrix products. In C
// for the same reason as kernels.h: one function, compiled for several instruction sets.

#ifndef CANNS_LAYERS_H
#define CANNS_LAYERS_H

#include <stddef.h>

/// z[r][c] = scale[c] * z[r][c] + step[c] * gram[r], for `rows` rows of `columns` values.
void canns_blend_rows(
    float *z, size_t rows, size_t columns, const float *scale, const float *step, const float *gram);

/// z[r][c] *= scale[c], for `rows` rows of `columns` values.
void canns_scale_rows(float *z, size_t rows, size_t columns, const float *scale);

/// rest[k] -= response * row[k], then row[k] = scale * (row[k] + step * rest[k]), for `count` values.
void canns_deflate(float *rest, float *row, size_t count, float response, float step, float scale);

#endif
