// Inner products of the rows of a matrix with each other.

#ifndef CANNS_GRAM_H
#define CANNS_GRAM_H

#include <stddef.h>

/// The lower triangle of A Aᵀ, A being `rows` rows of `columns` values `stride` apart, into rows of `gram` that begin
/// `gramStride` apart; what is above it stays.
void canns_lower_gram(
    const float *a, size_t rows, size_t columns, size_t stride, float *gram, size_t gramStride);

#endif
