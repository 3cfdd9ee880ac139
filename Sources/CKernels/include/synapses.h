// Learning by the timing of spikes, on the synapses of one input after the other. The same bits on every processor.

#ifndef CANNS_SYNAPSES_H
#define CANNS_SYNAPSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Columns are padded to whole vectors of this many.
#define CANNS_SYNAPSE_WIDTH 16

/// A visit to all synapses of one input, which was visited last in the remembered step `since`.
typedef struct {
    int32_t input;
    int32_t since;
    /// The trace of the input after that step.
    float trace;
    /// The trace of the input that an output spike of that step finds.
    float coincident;
    /// By how much a synapse is weakened for each unit of its output's trace in that step.
    float depression;
} canns_visit;

/// sum[k] += row[k], for `count` values.
void canns_add_row(float *sum, const float *row, size_t count);

/// What the steps of a window left behind, a row of columns for each, steps counted from 1; row 0 is the time before
/// and holds 0.
typedef struct {
    /// From one row to the next; the three parts of a row lie side by side.
    size_t stride;
    /// Amplitude of strengthening, 0 where the output is silent.
    float *up;
    /// Trace of the output that an input spike of the step finds.
    float *post;
    /// The sums of the step's segment as they were after the step.
    float *before;
    /// A row for each segment of 2^shift steps: the sum of up over the steps since its beginning, each faded by the
    /// trace of an input.
    float *sums;
    size_t shift;
    /// For each step of a segment, how many times higher a trace was at its beginning.
    const float *rises;
} canns_spike_memory;

/// In which order a step weakens and strengthens, each change kept within the limits, or both at once.
typedef enum { CANNS_WEAKENS_FIRST, CANNS_TOGETHER, CANNS_STRENGTHENS_FIRST } canns_spike_order;

/// The limits of the weights, and the order.
typedef struct {
    float low, high;
    canns_spike_order order;
} canns_spike_limits;

/// For each visit, in order, and all k: with w = weights[input, k], s = since and g its segment,
///
///     w <- w - depression post[s, k], at least low
///     w <- w + coincident up[s, k] + trace rise (sums[g, k] - before[s, k]), at most high
///     sum[k] <- sum[k] + w
///
/// the products of trace and depression added without rounding them first; what is added second is not negative.
/// Unless limits.order is CANNS_WEAKENS_FIRST, coincident up[s, k] is added first; of CANNS_STRENGTHENS_FIRST the
/// weight is then cut at high before it is weakened.
/// `columns` is a multiple of CANNS_SYNAPSE_WIDTH.
void canns_visit_synapses(
    float *weights, size_t columns, const canns_visit *visits, size_t count, const canns_spike_memory *memory,
    canns_spike_limits limits, float *sum);

#endif
