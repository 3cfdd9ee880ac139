// Kernels of learning by the timing of spikes, on the synapses of one input after the other. In C for the same reason as
// kernels.h: one function, compiled for several instruction sets.

#ifndef CANNS_SYNAPSES_H
#define CANNS_SYNAPSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// sum[k] += row[k], for `count` values.
void canns_add_row(float *sum, const float *row, size_t count);

/// row[k] = row[k] + rate * (up[k] * pre - down * post[k]), kept within low ... high, for `count` values. Products
/// are rounded before they are added, on every processor.
void canns_move_synapses(
    float *row, size_t count, const float *up, float pre, float down, const float *post, float rate, float low,
    float high);

/// row[k] = row[k] + rate * (up[k] * pre), kept within low ... high; rounded likewise.
void canns_strengthen_synapses(float *row, size_t count, const float *up, float pre, float rate, float low, float high);

/// For the listed inputs, ascending, up to the first whose mark is not 2 * (now - 1) + 1: pre <- decay * pre + 1 (or
/// 1, if `nearest`), and its mark is 2 * now + 1. Returns how many.
size_t canns_advance_traces(
    const int32_t *inputs, size_t count, int32_t now, int32_t *marks, float *pre, float decay, bool nearest);

/// For each of `count` listed rows r of `columns` values: canns_move_synapses with pre[r], then sum[k] += row[k]. The
/// same bits as row by row.
void canns_move_and_add_rows(
    float *weights, size_t columns, const int32_t *rows, size_t count, const float *pre, const float *up, float down,
    const float *post, float rate, float low, float high, float *sum);

#endif
