// Oja's rule on coefficients, for one sample of a block.

#ifndef CANNS_OJA_H
#define CANNS_OJA_H

#include <stdbool.h>
#include <stddef.h>

/// The scalars of one sample for `count` outputs by Oja's rule: scale, step, scales *= scale, peaks = max(peaks,
/// |response|). `square` is the sample's |x|²; `squares`, |w|² of each output, is NULL where rows are not normalised.
/// Returns whether all are finite. See OjaRule+Block.swift.
bool canns_oja_step(
    size_t count, const float *response, float rate, float square, double *squares, float *scale, float *step,
    float *scales, float *peaks);

#endif
