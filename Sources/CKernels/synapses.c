#include "synapses.h"
#include "wide.h"

// Aim: the synapses of the inputs that fire, brought up to date, and the field that they give to each output.
//
// A visit to input i, whose last one was in step s of segment g, changes its synapse to each output k by what happened
// since: in step s itself, and by all output spikes after it
//
//     w_ik  <- max(low, w_ik - depression post_sk)
//     w_ik  <- min(high, w_ik + coincident up_sk + trace rise_s (sums_gk - before_sk))
//     sum_k <- sum_k + w_ik
//
// An output spike after step s adds A+ times the trace of the input at that time, which falls by one factor a step: but
// for the height of the trace the sum over such spikes is the same for all inputs, and is kept once for each output.
//
// Outputs are taken two vectors at a time. All visits of a step pass before the next two, so that the sums stay in
// registers and each row of synapses is read and written once. Visits in a row that share s share what is added, which
// is then read once; else the rows lie far apart, and those of visits to come are fetched ahead.
//
// Reference: S. Song, K. D. Miller, L. F. Abbott, Nat. Neurosci. 3, 919 (2000). README.md says what windows, tiles,
// visits and segments are.

_Static_assert(CANNS_SYNAPSE_WIDTH == WIDTH, "columns are whole vectors");

KERNEL(void, canns_add_row, (float *restrict sum, const float *restrict row, size_t count), (sum, row, count))
{
    for (size_t index = 0; index < count; index++) sum[index] += row[index];
}

// What a visit adds, for up to two vectors of columns: up_sk, post_sk and rise_s (sums_gk - before_sk).
typedef struct {
    Wide up[2], post[2], later[2];
} Moves;

INLINE void recall(
    Moves *moves, size_t vectors, const canns_visit *visit, const canns_spike_memory *memory, size_t columns,
    size_t first)
{
    const size_t since = (size_t)visit->since, step = since * memory->stride + first;
    const size_t segment = since >> memory->shift, sums = segment * columns + first;
    const Wide rise = memory->rises[since - (segment << memory->shift)];
    for (size_t index = 0; index < vectors; index++) {
        moves->up[index] = WIDE_CONSTANT(memory->up + step + index * WIDTH);
        moves->post[index] = WIDE_CONSTANT(memory->post + step + index * WIDTH);
        moves->later[index] = rise
            * (WIDE_CONSTANT(memory->sums + sums + index * WIDTH)
               - WIDE_CONSTANT(memory->before + step + index * WIDTH));
    }
}

INLINE void move(
    Instructions instructions, float *row, size_t vectors, bool isStrengthened, const canns_visit *visit,
    const Moves *moves, const canns_spike_limits *limits, Wide *sums)
{
    const Wide low = limits->low, high = limits->high, trace = visit->trace, coincident = visit->coincident;
    const Wide weakening = -visit->depression;
    for (size_t index = 0; index < vectors; index++) {
        Wide weight = WIDE(row + index * WIDTH);
        if (limits->order != CANNS_WEAKENS_FIRST) {
            addProductWide(instructions, &weight, &coincident, moves->up + index);
        }
        if (limits->order == CANNS_STRENGTHENS_FIRST) weight = weight < high ? weight : high;
        addProductWide(instructions, &weight, &weakening, moves->post + index);
        weight = weight > low ? weight : low;
        // What is added is not negative: one cut at the upper limit does for all changes.
        if (limits->order == CANNS_WEAKENS_FIRST) {
            addProductWide(instructions, &weight, &coincident, moves->up + index);
        }
        if (isStrengthened) addProductWide(instructions, &weight, &trace, moves->later + index);
        weight = weight < high ? weight : high;
        WIDE(row + index * WIDTH) = weight;
        sums[index] += weight;
    }
}

// The visits from `number` on that share theirs; returns the first that does not.
INLINE size_t moveAlike(
    Instructions instructions, bool isStrengthened, float *weights, size_t columns, size_t vectors,
    const canns_visit *visits, size_t number, size_t count, const Moves *moves, const canns_spike_limits *limits,
    Wide *sums)
{
    const int32_t since = visits[number].since;
    do {
        float *row = weights + (size_t)visits[number].input * columns;
        move(instructions, row, vectors, isStrengthened, visits + number, moves, limits, sums);
        number++;
    } while (number < count && visits[number].since == since);
    return number;
}

// The number of vectors is a constant where this is inlined, so that all of them stay in registers.
INLINE void visitColumns(
    Instructions instructions, size_t first, size_t vectors, float *weights, size_t columns, const canns_visit *visits,
    size_t count, const canns_spike_memory *memory, const canns_spike_limits *limits, float *sum)
{
    enum { AHEAD = 6 };
    Wide sums[2];
    for (size_t index = 0; index < vectors; index++) sums[index] = WIDE(sum + first + index * WIDTH);
    weights += first;
    for (size_t number = 0; number < count;) {
        const canns_visit *visit = visits + number, *ahead = number + AHEAD < count ? visit + AHEAD : visit;
        Moves moves;
        recall(&moves, vectors, visit, memory, columns, first);
        if (visit != ahead && visit->since == ahead->since) {
            // Where most inputs fire, they were visited last in the same step, which no output spike may have followed.
            float most = 0;
            for (size_t index = 0; index < vectors; index++) most += __builtin_reduce_max(moves.later[index]);
            number = most > 0 ? moveAlike(
                         instructions, true, weights, columns, vectors, visits, number, count, &moves, limits, sums)
                              : moveAlike(
                         instructions, false, weights, columns, vectors, visits, number, count, &moves, limits, sums);
        } else {
            // Rows far apart, which the processor does not foresee.
            const float *next = weights + (size_t)ahead->input * columns;
            for (size_t index = 0; index < vectors; index++) __builtin_prefetch(next + index * WIDTH, 1);
            float *row = weights + (size_t)visit->input * columns;
            move(instructions, row, vectors, true, visit, &moves, limits, sums);
            number++;
        }
    }
    for (size_t index = 0; index < vectors; index++) WIDE(sum + first + index * WIDTH) = sums[index];
}

INLINE void visitAll(
    Instructions instructions, float *weights, size_t columns, const canns_visit *visits, size_t count,
    const canns_spike_memory *memory, const canns_spike_limits *limits, float *sum)
{
    size_t first = 0;
    for (; first + 2 * WIDTH <= columns; first += 2 * WIDTH)
        visitColumns(instructions, first, 2, weights, columns, visits, count, memory, limits, sum);
    if (first < columns) visitColumns(instructions, first, 1, weights, columns, visits, count, memory, limits, sum);
}

KERNEL(
    void, canns_visit_synapses,
    (float *weights, size_t columns, const canns_visit *visits, size_t count, const canns_spike_memory *memory,
    canns_spike_limits limits, float *sum),
    (weights, columns, visits, count, memory, limits, sum))
{
    // Each order is compiled on its own.
    const canns_spike_limits weakens = {limits.low, limits.high, CANNS_WEAKENS_FIRST};
    const canns_spike_limits together = {limits.low, limits.high, CANNS_TOGETHER};
    const canns_spike_limits strengthens = {limits.low, limits.high, CANNS_STRENGTHENS_FIRST};
    switch (limits.order) {
    case CANNS_WEAKENS_FIRST:
        visitAll(instructions, weights, columns, visits, count, memory, &weakens, sum);
        break;
    case CANNS_TOGETHER:
        visitAll(instructions, weights, columns, visits, count, memory, &together, sum);
        break;
    case CANNS_STRENGTHENS_FIRST:
        visitAll(instructions, weights, columns, visits, count, memory, &strengthens, sum);
        break;
    }
}
