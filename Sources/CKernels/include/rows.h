// Sums over and along rows, shared by the rules that learn in blocks; distances between rows.

#ifndef CANNS_ROWS_H
#define CANNS_ROWS_H

#include <stddef.h>

/// z[r][c] = scale[c] * z[r][c] + step[c] * gram[r], for `rows` rows of `columns` values.
void canns_blend_rows(
    float *z, size_t rows, size_t columns, const float *scale, const float *step, const float *gram);

/// z[r][c] *= scale[c], for `rows` rows of `columns` values.
void canns_scale_rows(float *z, size_t rows, size_t columns, const float *scale);

/// sum[k] += alpha * a[k] + beta * b[k], for `count` values.
void canns_add_two(float *sum, size_t count, float alpha, const float *a, float beta, const float *b);

/// sum a[k]² for `count` values; the same bits on every processor.
double canns_square_sum(const float *a, size_t count);

/// out[0] = sum a[k]², out[1] = sum b[k]², out[2] = sum (a[k] - b[k])², likewise.
void canns_square_sums(const float *a, const float *b, size_t count, double *out);

/// out[r] = sum |rows[r][k] - a[k]|, for `rowCount` rows of `count` values; likewise.
void canns_absolute_distances(const float *rows, size_t rowCount, size_t count, const float *a, float *out);

#endif
