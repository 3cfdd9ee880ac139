// Kernels on packed bits. Swift cannot compile one function for several instruction sets; C can. Each is a few
// lines, gives the same integers on every processor, and has its plain counterpart in Swift tests.

#ifndef CANNS_BITS_H
#define CANNS_BITS_H

#include <stddef.h>
#include <stdint.h>

/// counts[r] = number of bits set in rows[r] & mask, for `rowCount` rows of `words` words each.
void canns_and_counts(const uint64_t *rows, size_t rowCount, size_t words, const uint64_t *mask, int32_t *counts);

/// counts[r] = number of bits set in rows[r] & mask, where mask is masks[i] in word places[i] and 0 in all others.
void canns_and_counts_at(
    const uint64_t *rows, size_t rowCount, size_t words, const uint32_t *places, const uint64_t *masks, size_t count,
    int32_t *counts);

/// out[i] = bit i of `bits` ? high : low, for `count` values.
void canns_expand_bits(const uint64_t *bits, size_t count, float low, float high, float *out);

/// Bit i of above/below tells whether field[i] > threshold / field[i] < threshold; both for `count` values.
void canns_compare_bits(const float *field, size_t count, float threshold, uint64_t *above, uint64_t *below);

/// dest[i] = scale * (dest[i] - offset) - self[i], the field of an outer-product memory from its weighted sum;
/// self[i] is the part that a removed diagonal would contribute.
void canns_finish_fields(float *dest, size_t count, float scale, float offset, const float *self);

/// sum[i] += bit i ? set : unset, for `count` bits; the same bits on every processor.
void canns_add_choices(const uint64_t *bits, size_t count, double set, double unset, double *sum);

/// The sum of set[i] where bit i is set and of unset[i] elsewhere; likewise.
double canns_sum_choices(const uint64_t *bits, size_t count, const double *set, const double *unset);

#endif
