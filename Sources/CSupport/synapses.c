#include "synapses.h"
#include "wide.h"

_Static_assert(CANNS_SYNAPSE_WIDTH == WIDTH, "columns are whole vectors");

MULTIVERSION("avx2", "avx512f")
void canns_add_row(float *restrict sum, const float *restrict row, size_t count)
{
    for (size_t index = 0; index < count; index++) sum[index] += row[index];
}

// What visits that share `since` have in common, for up to two vectors of columns.
typedef struct {
    Wide up[2], post[2], later[2];
} Moves;

// The visits from `number` on that share theirs; returns the first that does not. Counts and flags are constants where
// this is inlined, so that all vectors stay in registers. Sums of products are fused on every processor, in software
// where it cannot: the same bits everywhere.
static inline __attribute__((always_inline)) size_t visitRun(
    size_t vectors, bool isStrengthened, const Moves *moves, float *weights, size_t columns, const canns_visit *visits,
    size_t number, size_t count, float low, float high, Wide *sums)
{
    enum { AHEAD = 6 };
    const Wide lows = low, highs = high;
    const int32_t since = visits[number].since;
    do {
        // Rows far apart, which the processor does not foresee.
        if (isStrengthened && number + AHEAD < count) {
            const float *next = weights + (size_t)visits[number + AHEAD].input * columns;
            for (size_t index = 0; index < vectors; index++) __builtin_prefetch(next + index * WIDTH, 1);
        }
        float *row = weights + (size_t)visits[number].input * columns;
        const Wide trace = visits[number].trace, weakening = -visits[number].depression;
        for (size_t index = 0; index < vectors; index++) {
            Wide weight = __builtin_elementwise_fma(trace, moves->up[index], WIDE(row + index * WIDTH));
            weight = __builtin_elementwise_fma(weakening, moves->post[index], weight);
            weight = weight > lows ? weight : lows;
            // What is added is not negative: one cut at the upper limit does for both changes.
            if (isStrengthened) weight = __builtin_elementwise_fma(trace, moves->later[index], weight);
            weight = weight < highs ? weight : highs;
            WIDE(row + index * WIDTH) = weight;
            sums[index] += weight;
        }
        number++;
    } while (number < count && visits[number].since == since);
    return number;
}

static inline __attribute__((always_inline)) void visitColumns(
    size_t first, size_t vectors, float *weights, size_t columns, const canns_visit *visits, size_t count,
    const canns_spike_memory *memory, float low, float high, float *sum)
{
    Wide sums[2];
    for (size_t index = 0; index < vectors; index++) sums[index] = WIDE(sum + first + index * WIDTH);
    for (size_t number = 0; number < count;) {
        const int32_t since = visits[number].since;
        Moves moves;
        for (size_t index = 0; index < vectors; index++) {
            const size_t place = (size_t)since * memory->stride + first + index * WIDTH;
            moves.up[index] = WIDE_CONSTANT(memory->up + place);
            moves.post[index] = WIDE_CONSTANT(memory->post + place);
            moves.later[index] = WIDE_CONSTANT(memory->later + place);
        }
        number = memory->has_later[since]
            ? visitRun(vectors, true, &moves, weights + first, columns, visits, number, count, low, high, sums)
            : visitRun(vectors, false, &moves, weights + first, columns, visits, number, count, low, high, sums);
    }
    for (size_t index = 0; index < vectors; index++) WIDE(sum + first + index * WIDTH) = sums[index];
}

MULTIVERSION("arch=haswell", "avx512f")
void canns_visit_synapses(
    float *weights, size_t columns, const canns_visit *visits, size_t count, const canns_spike_memory *memory,
    float low, float high, float *sum)
{
    size_t first = 0;
    for (; first + 2 * WIDTH <= columns; first += 2 * WIDTH) {
        visitColumns(first, 2, weights, columns, visits, count, memory, low, high, sum);
    }
    if (first < columns) {
        visitColumns(first, 1, weights, columns, visits, count, memory, low, high, sum);
    }
}

MULTIVERSION("avx2", "avx512f")
void canns_note_spikes(
    const canns_spike_memory *memory, size_t columns, size_t first, size_t now, const int32_t *last_use,
    const float *decay, const int32_t *firing, size_t count)
{
#pragma STDC FP_CONTRACT OFF
    const float *restrict amplitudes = memory->up + now * memory->stride;
    for (size_t row = first; row < now; row++) {
        if (last_use[row] < (int32_t)now) continue;
        const float faded = decay[now - row];
        float *restrict target = memory->later + row * memory->stride;
        memory->has_later[row] = true;
        if (count * 8 > columns) {
            // A silent output has the amplitude 0: where many fire, whole vectors are quicker.
            for (size_t column = 0; column < columns; column++) target[column] += faded * amplitudes[column];
        } else {
            for (size_t index = 0; index < count; index++) {
                target[firing[index]] += faded * amplitudes[firing[index]];
            }
        }
    }
}
