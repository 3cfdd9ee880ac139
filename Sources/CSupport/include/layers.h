// Kernels of blocked learning on layers: the recurrences on small coefficients between the matrix products. In C
// for the same reason as kernels.h: one function, compiled for several instruction sets.

#ifndef CANNS_LAYERS_H
#define CANNS_LAYERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// z[r][c] = scale[c] * z[r][c] + step[c] * gram[r], for `rows` rows of `columns` values.
void canns_blend_rows(
    float *z, size_t rows, size_t columns, const float *scale, const float *step, const float *gram);

/// z[r][c] *= scale[c], for `rows` rows of `columns` values.
void canns_scale_rows(float *z, size_t rows, size_t columns, const float *scale);

/// The scalars of one sample for `count` outputs by Oja's rule: scale, step, scales *= scale, peaks = max(peaks,
/// |response|). `square` is the sample's |x|²; `squares`, |w|² of each output, is NULL where rows are not normalised.
/// Returns whether all are finite. See OjaRule+Block.swift.
bool canns_oja_step(
    size_t count, const float *response, float rate, float square, double *squares, float *scale, float *step,
    float *scales, float *peaks);

/// One sample through all outputs by Sanger's rule. Each of `outputs` rows, and `rest`, holds `dimension` inner
/// products and as many coefficients. `squares`, |w|² of each output, is NULL where rows are not normalised. Returns
/// whether all numbers were finite. See SangerRule+Block.swift.
bool canns_sanger_step(
    float *rows, size_t outputs, size_t dimension, size_t sample, float *rest, float rate, double *squares,
    float *peaks);

/// sum (a[k] - b[k])² for `count` values, with b = NULL for zeros; the same bits on every processor.
double canns_square_distance(const float *a, const float *b, size_t count);

/// sum[k] += row[k], for `count` values.
void canns_add_row(float *sum, const float *row, size_t count);

/// row[k] = row[k] + rate * (up[k] * pre - down * post[k]), kept within low ... high, for `count` values. Products
/// are rounded before they are added, on every processor.
void canns_move_synapses(
    float *row, size_t count, const float *up, float pre, float down, const float *post, float rate, float low,
    float high);

/// row[k] = row[k] + rate * (up[k] * pre), kept within low ... high; rounded likewise.
void canns_strengthen_synapses(float *row, size_t count, const float *up, float pre, float rate, float low, float high);

/// For the listed inputs up to the first that did not fire in step now - 1, or is done up to another step: its trace,
/// pre <- decay * pre + 1 (or 1, if `nearest`), also goes to `traces`, and done <- now. Returns how many these are.
size_t canns_advance_traces(
    const int32_t *inputs, size_t count, int32_t now, int32_t *done, const bool *fired, float *pre, float decay,
    bool nearest, float *traces);

/// For each of `count` listed rows of `columns` values, pre[i] belonging to the i-th: canns_move_synapses, then
/// sum[k] += row[k]. The same bits as row by row.
void canns_move_and_add_rows(
    float *weights, size_t columns, const int32_t *rows, size_t count, const float *pre, const float *up, float down,
    const float *post, float rate, float low, float high, float *sum);

#endif
