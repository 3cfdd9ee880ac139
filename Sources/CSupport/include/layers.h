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

/// sum[k] += row[k], for `count` values.
void canns_add_row(float *sum, const float *row, size_t count);

/// row[k] = row[k] + rate * (up[k] * pre - down * post[k]), kept within low ... high, for `count` values. Products
/// are rounded before they are added, on every processor.
void canns_move_synapses(
    float *row, size_t count, const float *up, float pre, float down, const float *post, float rate, float low,
    float high);

/// row[k] = row[k] + rate * (up[k] * pre), kept within low ... high; rounded likewise.
void canns_strengthen_synapses(float *row, size_t count, const float *up, float pre, float rate, float low, float high);

#endif
