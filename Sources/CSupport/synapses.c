#include "synapses.h"
#include "wide.h"

MULTIVERSION("avx2", "avx512f")
void canns_add_row(float *restrict sum, const float *restrict row, size_t count)
{
    for (size_t index = 0; index < count; index++) sum[index] += row[index];
}

static inline float within(float value, float low, float high)
{
    const float below = value < high ? value : high;
    return below > low ? below : low;
}

MULTIVERSION("avx2", "avx512f")
void canns_move_synapses(
    float *restrict row, size_t count, const float *restrict up, float pre, float down, const float *restrict post,
    float rate, float low, float high)
{
#pragma STDC FP_CONTRACT OFF
    for (size_t index = 0; index < count; index++) {
        const float change = up[index] * pre - down * post[index];
        row[index] = within(row[index] + rate * change, low, high);
    }
}

MULTIVERSION("avx2", "avx512f")
void canns_strengthen_synapses(
    float *restrict row, size_t count, const float *restrict up, float pre, float rate, float low, float high)
{
#pragma STDC FP_CONTRACT OFF
    for (size_t index = 0; index < count; index++) {
        const float change = up[index] * pre;
        row[index] = within(row[index] + rate * change, low, high);
    }
}

MULTIVERSION("avx2", "avx512f")
size_t canns_advance_traces(
    const int32_t *restrict inputs, size_t count, int32_t now, int32_t *restrict marks, float *restrict pre,
    float decay, bool nearest)
{
#pragma STDC FP_CONTRACT OFF
    const int32_t wanted = 2 * (now - 1) + 1, mark = 2 * now + 1;
    const float kept = nearest ? 0 : decay;
    size_t run = 0;
    while (run < count && marks[inputs[run]] == wanted) run++;
    if (run > 1 && (size_t)(inputs[run - 1] - inputs[0]) == run - 1) {
        // Neighbours all of them: vectors.
        pre += inputs[0];
        marks += inputs[0];
        for (size_t index = 0; index < run; index++) {
            const float faded = kept * pre[index];
            pre[index] = faded + 1;
            marks[index] = mark;
        }
        return run;
    }
    for (size_t index = 0; index < run; index++) {
        const int32_t input = inputs[index];
        const float faded = kept * pre[input];
        pre[input] = faded + 1;
        marks[input] = mark;
    }
    return run;
}

static inline __attribute__((always_inline)) void moveColumn(
    float *weights, size_t columns, const int32_t *rows, size_t count, const float *pre, float up, float down,
    float rate, float low, float high, float *sum)
{
#pragma STDC FP_CONTRACT OFF
    for (size_t index = 0; index < count; index++) {
        float *weight = weights + (size_t)rows[index] * columns;
        const float change = up * pre[rows[index]] - down;
        *weight = within(*weight + rate * change, low, high);
        *sum += *weight;
    }
}

MULTIVERSION("avx2", "avx512f")
void canns_move_and_add_rows(
    float *restrict weights, size_t columns, const int32_t *restrict rows, size_t count, const float *restrict pre,
    const float *restrict up, float down, const float *restrict post, float rate, float low, float high,
    float *restrict sum)
{
#pragma STDC FP_CONTRACT OFF
    const Wide rates = rate, lows = low, highs = high;
    size_t first = 0;
    // Two vectors at a time: all that does not change from row to row stays in registers.
    for (; first + 2 * WIDTH <= columns; first += 2 * WIDTH) {
        const size_t second = first + WIDTH;
        Wide sum0 = WIDE(sum + first), sum1 = WIDE(sum + second);
        const Wide up0 = WIDE_CONSTANT(up + first), up1 = WIDE_CONSTANT(up + second);
        const Wide down0 = down * WIDE_CONSTANT(post + first), down1 = down * WIDE_CONSTANT(post + second);
        for (size_t index = 0; index < count; index++) {
            float *row = weights + (size_t)rows[index] * columns;
            const Wide trace = pre[rows[index]];
            Wide weight0 = WIDE(row + first) + rates * (up0 * trace - down0);
            Wide weight1 = WIDE(row + second) + rates * (up1 * trace - down1);
            weight0 = weight0 < highs ? weight0 : highs;
            weight1 = weight1 < highs ? weight1 : highs;
            weight0 = weight0 > lows ? weight0 : lows;
            weight1 = weight1 > lows ? weight1 : lows;
            WIDE(row + first) = weight0;
            WIDE(row + second) = weight1;
            sum0 += weight0;
            sum1 += weight1;
        }
        WIDE(sum + first) = sum0;
        WIDE(sum + second) = sum1;
    }
    for (; first < columns; first++) {
        moveColumn(
            weights + first, columns, rows, count, pre, up[first], down * post[first], rate, low, high, sum + first);
    }
}
