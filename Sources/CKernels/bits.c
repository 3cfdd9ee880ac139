#include "bits.h"
#include "wide.h"

#include <stdbool.h>
#include <string.h>

// Aim: recall of a memory of patterns on states packed 64 units to a word.
//
//     counts_r = sum_w |rows_rw AND mask_w|                  units that pattern r and a state share, over all words w or
//                                                            over those in which the state has any
//     out_i    = high where bit i is set, else low           a state as numbers
//     above_i  = field_i > threshold,  below_i likewise      a state from fields, units at the threshold left out
//     field_i <- scale (field_i - offset) - self_i           a field from a weighted sum of patterns
//     sum_i   <- sum_i + (bit i ? set : unset)               one pattern's part in the fields of all units
//     sum_p (bit p ? set_p : unset_p)                        the field of one unit over all patterns
//
// Each works through its arrays once, whole words or vectors at a time; there is nothing to block. The last sum is kept
// in sixteen partial sums, one for each lane of a vector, added at the end in the order of the lanes: the same bits on
// every processor.

INLINE void andCounts(const uint64_t *rows, size_t rowCount, size_t words, const uint64_t *mask, int32_t *counts)
{
    for (size_t row = 0; row < rowCount; row++) {
        const uint64_t *bits = rows + row * words;
        uint64_t total = 0;
        for (size_t word = 0; word < words; word++) total += (uint64_t)__builtin_popcountll(bits[word] & mask[word]);
        counts[row] = (int32_t)total;
    }
}

#if defined(__x86_64__)
// With the instruction that counts in whole vectors, which not all processors with AVX-512 have.
__attribute__((target("avx512f,avx512vpopcntdq")))
static void andCountsInVectors(
    const uint64_t *rows, size_t rowCount, size_t words, const uint64_t *mask, int32_t *counts)
{
    andCounts(rows, rowCount, words, mask, counts);
}
#endif

KERNEL(
    void, canns_and_counts,
    (const uint64_t *rows, size_t rowCount, size_t words, const uint64_t *mask, int32_t *counts),
    (rows, rowCount, words, mask, counts))
{
#if defined(__x86_64__)
    if (instructions == CANNS_AVX512 && __builtin_cpu_supports("avx512vpopcntdq")) {
        andCountsInVectors(rows, rowCount, words, mask, counts);
        return;
    }
#endif
    andCounts(rows, rowCount, words, mask, counts);
}

KERNEL(
    void, canns_and_counts_at,
    (const uint64_t *rows, size_t rowCount, size_t words, const uint32_t *places, const uint64_t *masks, size_t count,
    int32_t *counts),
    (rows, rowCount, words, places, masks, count, counts))
{
    for (size_t row = 0; row < rowCount; row++) {
        const uint64_t *bits = rows + row * words;
        uint64_t total = 0;
// Words gathered into vectors would take longer.
#pragma clang loop vectorize(disable)
        for (size_t index = 0; index < count; index++)
            total += (uint64_t)__builtin_popcountll(bits[places[index]] & masks[index]);
        counts[row] = (int32_t)total;
    }
}

KERNEL(
    void, canns_expand_bits,
    (const uint64_t *bits, size_t count, float low, float high, float *out),
    (bits, count, low, high, out))
{
    uint32_t lowBits, highBits;
    memcpy(&lowBits, &low, 4);
    memcpy(&highBits, &high, 4);
    const uint32_t flip = lowBits ^ highBits;
    uint32_t *words = (uint32_t *)out;
    size_t index = 0;
    for (; index + 32 <= count; index += 32) {
        const uint32_t chunk = (uint32_t)(bits[index / 64] >> (index % 64));
        for (uint32_t bit = 0; bit < 32; bit++) words[index + bit] = lowBits ^ (flip & (0u - ((chunk >> bit) & 1u)));
    }
    for (; index < count; index++) out[index] = (bits[index / 64] >> (index % 64)) & 1 ? high : low;
}

// Which lanes of a vector a condition holds for, a bit each.
typedef bool Bits __attribute__((ext_vector_type(WIDTH)));
typedef int64_t WideLong __attribute__((ext_vector_type(WIDTH)));

static void compareRest(
    const float *field, size_t from, size_t count, float threshold, uint64_t *above, uint64_t *below)
{
    for (size_t index = from; index < count; index++) {
        const uint64_t bit = (uint64_t)1 << (index % 64);
        if (index % 64 == 0) above[index / 64] = below[index / 64] = 0;
        if (field[index] > threshold) above[index / 64] |= bit;
        if (field[index] < threshold) below[index / 64] |= bit;
    }
}

KERNEL(
    void, canns_compare_bits,
    (const float *field, size_t count, float threshold, uint64_t *above, uint64_t *below),
    (field, count, threshold, above, below))
{
    const Wide limit = threshold;
    size_t word = 0;
    for (; (word + 1) * 64 <= count; word++) {
        above[word] = below[word] = 0;
        for (size_t part = 0; part < 64; part += WIDTH) {
            const Wide value = WIDE_CONSTANT(field + word * 64 + part);
            const Bits up = __builtin_convertvector(value > limit, Bits);
            const Bits down = __builtin_convertvector(value < limit, Bits);
            above[word] |= (uint64_t)__builtin_bit_cast(uint16_t, up) << part;
            below[word] |= (uint64_t)__builtin_bit_cast(uint16_t, down) << part;
        }
    }
    compareRest(field, word * 64, count, threshold, above, below);
}

KERNEL(
    void, canns_finish_fields,
    (float *dest, size_t count, float scale, float offset, const float *self),
    (dest, count, scale, offset, self))
{
    for (size_t index = 0; index < count; index++) {
        const float shifted = dest[index] - offset;
        const float scaled = scale * shifted;
        dest[index] = scaled - self[index];
    }
}

// `set` in the lanes whose bit is set, `unset` in the others.
INLINE void choose(
    WideDouble *chosen, const uint64_t *bits, size_t index, const WideDouble *set, const WideDouble *unset)
{
    const uint16_t chunk = (uint16_t)(bits[index / 64] >> (index % 64));
    const WideLong isSet = __builtin_convertvector(__builtin_bit_cast(Bits, chunk), WideLong) != 0;
    *chosen = isSet ? *set : *unset;
}

KERNEL(
    void, canns_add_choices,
    (const uint64_t *bits, size_t count, double set, double unset, double *restrict sum),
    (bits, count, set, unset, sum))
{
    const WideDouble allSet = set, noneSet = unset;
    size_t index = 0;
    for (; index + WIDTH <= count; index += WIDTH) {
        WideDouble chosen;
        choose(&chosen, bits, index, &allSet, &noneSet);
        *(WideDouble *)(sum + index) += chosen;
    }
    for (; index < count; index++) sum[index] += (bits[index / 64] >> (index % 64)) & 1 ? set : unset;
}

KERNEL(
    double, canns_sum_choices,
    (const uint64_t *bits, size_t count, const double *set, const double *unset),
    (bits, count, set, unset))
{
    WideDouble lanes = 0;
    size_t index = 0;
    for (; index + WIDTH <= count; index += WIDTH) {
        WideDouble chosen;
        choose(&chosen, bits, index, (const WideDouble *)(set + index), (const WideDouble *)(unset + index));
        lanes += chosen;
    }
    double sum = 0;
    for (int lane = 0; lane < WIDTH; lane++) sum += lanes[lane];
    for (; index < count; index++) sum += (bits[index / 64] >> (index % 64)) & 1 ? set[index] : unset[index];
    return sum;
}
