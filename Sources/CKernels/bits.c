#include "bits.h"
#include "wide.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

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

MULTIVERSION("popcnt", "avx512vpopcntdq")
void canns_and_counts(const uint64_t *rows, size_t rowCount, size_t words, const uint64_t *mask, int32_t *counts)
{
    for (size_t row = 0; row < rowCount; row++) {
        const uint64_t *bits = rows + row * words;
        uint64_t total = 0;
        for (size_t word = 0; word < words; word++) total += (uint64_t)__builtin_popcountll(bits[word] & mask[word]);
        counts[row] = (int32_t)total;
    }
}

MULTIVERSION("popcnt")
void canns_and_counts_at(
    const uint64_t *rows, size_t rowCount, size_t words, const uint32_t *places, const uint64_t *masks, size_t count,
    int32_t *counts)
{
    for (size_t row = 0; row < rowCount; row++) {
        const uint64_t *bits = rows + row * words;
        uint64_t total = 0;
        for (size_t index = 0; index < count; index++)
            total += (uint64_t)__builtin_popcountll(bits[places[index]] & masks[index]);
        counts[row] = (int32_t)total;
    }
}

MULTIVERSION("avx2", "avx512f")
void canns_expand_bits(const uint64_t *bits, size_t count, float low, float high, float *out)
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

#if defined(__x86_64__)
__attribute__((target("avx512f")))
static size_t compareWide(const float *field, size_t count, float threshold, uint64_t *above, uint64_t *below)
{
    const __m512 limit = _mm512_set1_ps(threshold);
    size_t word = 0;
    for (; (word + 1) * 64 <= count; word++) {
        uint64_t up = 0, down = 0;
        for (int part = 0; part < 4; part++) {
            const __m512 value = _mm512_loadu_ps(field + word * 64 + (size_t)part * 16);
            up |= (uint64_t)_mm512_cmp_ps_mask(value, limit, _CMP_GT_OQ) << (16 * part);
            down |= (uint64_t)_mm512_cmp_ps_mask(value, limit, _CMP_LT_OQ) << (16 * part);
        }
        above[word] = up;
        below[word] = down;
    }
    return word * 64;
}

static size_t compareBaseline(const float *field, size_t count, float threshold, uint64_t *above, uint64_t *below)
{
    const __m128 limit = _mm_set1_ps(threshold);
    size_t word = 0;
    for (; (word + 1) * 64 <= count; word++) {
        uint64_t up = 0, down = 0;
        for (int part = 0; part < 16; part++) {
            const __m128 value = _mm_loadu_ps(field + word * 64 + (size_t)part * 4);
            up |= (uint64_t)(uint32_t)_mm_movemask_ps(_mm_cmpgt_ps(value, limit)) << (4 * part);
            down |= (uint64_t)(uint32_t)_mm_movemask_ps(_mm_cmplt_ps(value, limit)) << (4 * part);
        }
        above[word] = up;
        below[word] = down;
    }
    return word * 64;
}
#endif

void canns_compare_bits(const float *field, size_t count, float threshold, uint64_t *above, uint64_t *below)
{
    size_t done = 0;
#if defined(__x86_64__)
    done = __builtin_cpu_supports("avx512f") ? compareWide(field, count, threshold, above, below)
                                             : compareBaseline(field, count, threshold, above, below);
#endif
    compareRest(field, done, count, threshold, above, below);
}

MULTIVERSION("avx2", "avx512f")
void canns_finish_fields(float *dest, size_t count, float scale, float offset, const float *self)
{
    for (size_t index = 0; index < count; index++) {
        const float shifted = dest[index] - offset;
        const float scaled = scale * shifted;
        dest[index] = scaled - self[index];
    }
}

MULTIVERSION("avx2", "avx512f")
void canns_add_choices(const uint64_t *bits, size_t count, double set, double unset, double *restrict sum)
{
    size_t index = 0;
    for (; index + 32 <= count; index += 32) {
        const uint32_t chunk = (uint32_t)(bits[index / 64] >> (index % 64));
        for (uint32_t bit = 0; bit < 32; bit++) sum[index + bit] += (chunk >> bit) & 1u ? set : unset;
    }
    for (; index < count; index++) sum[index] += (bits[index / 64] >> (index % 64)) & 1 ? set : unset;
}

MULTIVERSION("avx2", "avx512f")
double canns_sum_choices(const uint64_t *bits, size_t count, const double *set, const double *unset)
{
    double lanes[WIDTH] = {0};
    size_t index = 0;
    for (; index + WIDTH <= count; index += WIDTH) {
        const uint32_t chunk = (uint32_t)(bits[index / 64] >> (index % 64));
        for (uint32_t lane = 0; lane < WIDTH; lane++)
            lanes[lane] += (chunk >> lane) & 1u ? set[index + lane] : unset[index + lane];
    }
    double sum = 0;
    for (int lane = 0; lane < WIDTH; lane++) sum += lanes[lane];
    for (; index < count; index++) sum += (bits[index / 64] >> (index % 64)) & 1 ? set[index] : unset[index];
    return sum;
}
