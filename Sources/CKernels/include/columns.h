// Sums and extremes of the columns of a matrix. Swift cannot compile one function for several instruction sets; C
// can. Each column is summed in the order of its rows, so the result is the same on every processor.

#ifndef CANNS_COLUMNS_H
#define CANNS_COLUMNS_H

#include <stddef.h>

/// sums[c] += the values of column c, one row after the other; range[0] and range[1] become the least and the largest
/// of themselves and the values. Infinities count; what is not a number does not.
void canns_reduce_columns(const float *rows, size_t rowCount, size_t columns, double *sums, float *range);

/// peaks[c] becomes the first value of largest magnitude of itself and column c.
void canns_peak_columns(const float *rows, size_t rowCount, size_t columns, float *peaks);

#endif
