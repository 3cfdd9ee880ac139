// Sanger's rule on coefficients, for one sample of a block.

#ifndef CANNS_SANGER_H
#define CANNS_SANGER_H

#include <stdbool.h>
#include <stddef.h>

/// Where the parts of an output's row begin, and where it ends. First come inner products with the rows, where these
/// are normalised, then with the samples of the block, then coefficients on the rows and on the samples. Each part is
/// padded with zeros to a multiple of 16.
typedef struct {
    size_t products, onRows, onSamples, length;
} canns_sanger_parts;

canns_sanger_parts canns_sanger_row(size_t outputs, size_t samples, bool normalizes);

/// One sample through all outputs by Sanger's rule, on such rows. `gram` holds the sample's inner products with the
/// samples; `squares`, |w|² of each output, is NULL where rows are not normalised; `scratch` is zero before the first
/// step. Returns whether all numbers were finite. See SangerRule+Block.swift.
bool canns_sanger_step(
    float *rows, size_t outputs, size_t samples, size_t sample, const float *gram, float rate, double *squares,
    float *scratch, float *peaks);

/// Values in the scratch.
size_t canns_sanger_scratch(size_t outputs, size_t samples);

#endif
