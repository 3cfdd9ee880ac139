// Kernels of blocked learning on layers: the recurrences on small coefficients between the matrix products. In C
// for the same reason as bits.h: one function, compiled for several instruction sets.

#ifndef CANNS_LAYERS_H
#define CANNS_LAYERS_H

#include <stdbool.h>
#include <stddef.h>

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

/// A row of an output under Sanger's rule: inner products with the rows, where they are normalised, and with the samples
/// of the block, then coefficients on the rows and on the samples. Where the last three begin, and where the row ends;
/// each part is padded with zeros to a multiple of 16.
typedef struct {
    size_t products, on_rows, on_samples, length;
} canns_sanger_parts;

canns_sanger_parts canns_sanger_row(size_t outputs, size_t samples, bool normalizes);

/// One sample through all outputs by Sanger's rule, on such rows. `gram` holds the sample's inner products with the samples;
/// `squares`, |w|² of each output, is NULL where rows are not normalised; `scratch` is zero before the first step.
/// Returns whether all numbers were finite. See SangerRule+Block.swift.
bool canns_sanger_step(
    float *rows, size_t outputs, size_t samples, size_t sample, const float *gram, float rate, double *squares,
    float *scratch, float *peaks);

/// Values in the scratch.
size_t canns_sanger_scratch(size_t outputs, size_t samples);

/// sum a[k]² for `count` values; the same bits on every processor.
double canns_square_sum(const float *a, size_t count);

/// out[0] = sum a[k]², out[1] = sum b[k]², out[2] = sum (a[k] - b[k])², likewise.
void canns_square_sums(const float *a, const float *b, size_t count, double *out);

/// sum[k] += alpha * a[k] + beta * b[k], for `count` values.
void canns_add_two(float *sum, size_t count, float alpha, const float *a, float beta, const float *b);

#endif
