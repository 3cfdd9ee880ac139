// Values of eight bits as numbers, and their sums.

#ifndef CANNS_LEVELS_H
#define CANNS_LEVELS_H

#include <stddef.h>
#include <stdint.h>

/// out[k] = (levels[k] - shift) / 255, for `count` values, rounded as division rounds.
void canns_widen_levels(const uint8_t *levels, size_t count, float shift, float *out);

/// sums[0] = sum levels[k], sums[1] = sum levels[k]², exactly.
void canns_level_sums(const uint8_t *levels, size_t count, uint64_t *sums);

#endif
