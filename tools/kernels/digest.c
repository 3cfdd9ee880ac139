// Runs the kernels on numbers of its own and prints a line for each: name, time in ns, and a digest of the bits it gave.
//
// Usage: digest [1 | 2 | 3]    with plain instructions, AVX2 or AVX-512; the fastest unless named. Status 3 where the
//                              processor does not have them.

#include "adaptive.h"
#include "bits.h"
#include "columns.h"
#include "gram.h"
#include "instructions.h"
#include "levels.h"
#include "oja.h"
#include "rows.h"
#include "sanger.h"
#include "synapses.h"
#include "transpose.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// The numbers, too, are the same everywhere.
#pragma STDC FP_CONTRACT OFF

enum { INPUTS = 2048, COLUMNS = 128, ROWS = 48, LENGTH = 1000, WORDS = 40, MANY = 64 * LENGTH };

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

// FNV-1a, 64 bits.
static unsigned long long digest(const void *data, size_t count)
{
    const unsigned char *bytes = data;
    unsigned long long hash = 0xcbf29ce484222325;
    for (size_t index = 0; index < count; index++) hash = (hash ^ bytes[index]) * 0x100000001b3;
    return hash;
}

// The shortest of five times of `work`, and the digest of what stands in `result` at the end.
#define REPORT(name, result, size, work)                                                                               \
    do {                                                                                                               \
        double shortest = 1e30;                                                                                        \
        for (int repetition = 0; repetition < 5; repetition++) {                                                       \
            const double start = now();                                                                                \
            work;                                                                                                      \
            const double taken = now() - start;                                                                        \
            if (taken < shortest) shortest = taken;                                                                    \
        }                                                                                                              \
        printf("%-24s %12.0f %016llx\n", name, shortest, digest(result, size));                                       \
    } while (0)

// Between 0 and 1; the same everywhere.
static float number(void)
{
    static uint32_t state = 1;
    state = state * 1664525 + 1013904223;
    return (float)(state >> 8) / 16777216;
}

static float *numbers(size_t count, float scale, float shift)
{
    float *values = malloc(count * sizeof *values);
    if (!values) exit(1);
    for (size_t index = 0; index < count; index++) values[index] = number() * scale + shift;
    return values;
}

static void visits(canns_spike_order order, bool isDense)
{
    enum { STEPS = 8, SHIFT = 3 };
    const size_t stride = 3 * COLUMNS, count = isDense ? INPUTS : INPUTS / 16;
    float *weights = numbers(INPUTS * COLUMNS, 1, 0), *sum = numbers(COLUMNS, 0, 0);
    float *memory = numbers(stride * (STEPS + 1), 0.001f, 0), *sums = numbers(2 * COLUMNS, 0.01f, 0.01f);
    float *rises = numbers(STEPS, 0.5f, 1);
    const canns_spike_memory remembered = {stride, memory, memory + COLUMNS, memory + 2 * COLUMNS, sums, SHIFT, rises};
    canns_visit *list = malloc(count * sizeof *list);
    if (!list) exit(1);
    for (size_t index = 0; index < count; index++) {
        const float where = number();
        list[index] = (canns_visit){
            (int32_t)(isDense ? index : (size_t)(where * (INPUTS - 1))), isDense ? 3 : (int32_t)(number() * 6) + 1,
            number() * 0.01f, number() * 0.01f, number() * 0.01f};
    }
    char name[40];
    snprintf(name, sizeof name, "visits %s %d", isDense ? "dense" : "sparse", (int)order);
    REPORT(
        name, weights, INPUTS * COLUMNS * sizeof(float),
        canns_visit_synapses(weights, COLUMNS, list, count, &remembered, (canns_spike_limits){0, 1, order}, sum));
}

static void sanger(bool normalizes)
{
    enum { OUTPUTS = 100 };
    const canns_sanger_parts parts = canns_sanger_row(OUTPUTS, ROWS, normalizes);
    float *rows = numbers(OUTPUTS * parts.length, 0, 0), *gram = numbers(ROWS, 1, 0), *peaks = numbers(OUTPUTS, 0, 0);
    float *scratch = numbers(canns_sanger_scratch(OUTPUTS, ROWS), 0, 0);
    double squares[OUTPUTS];
    for (size_t output = 0; output < OUTPUTS; output++) {
        float *row = rows + output * parts.length;
        for (size_t sample = 0; sample < ROWS; sample++) row[parts.products + sample] = number() * 0.1f;
        row[parts.onRows + output] = 1;
        if (normalizes) row[output] = 1;
        squares[output] = 1;
    }
    REPORT(normalizes ? "sanger, normalised" : "sanger", rows, OUTPUTS * parts.length * sizeof(float), {
        for (size_t sample = 0; sample < ROWS; sample++)
            canns_sanger_step(
                rows, OUTPUTS, ROWS, sample, gram, 0.001f, normalizes ? squares : NULL, scratch, peaks);
    });
}

static void oja(bool normalizes)
{
    float *responses = numbers(LENGTH, 1, -0.5f), *scale = numbers(LENGTH, 0, 0), *step = numbers(LENGTH, 0, 0);
    float *scales = numbers(LENGTH, 0, 1), *peaks = numbers(LENGTH, 0, 0);
    double squares[LENGTH];
    for (size_t unit = 0; unit < LENGTH; unit++) squares[unit] = 1 + number();
    REPORT(
        normalizes ? "oja, normalised" : "oja", scales, LENGTH * sizeof(float),
        canns_oja_step(LENGTH, responses, 0.01f, 7, normalizes ? squares : NULL, scale, step, scales, peaks));
}

static void rows(void)
{
    const size_t size = ROWS * LENGTH * sizeof(float);
    float *z = numbers(ROWS * LENGTH, 1, 0), *scale = numbers(LENGTH, 0.1f, 0.9f), *step = numbers(LENGTH, 1, 0);
    float *gram = numbers(ROWS * ROWS, 1, 0), *turned = numbers(ROWS * LENGTH, 0, 0), *out = numbers(LENGTH, 0, 0);
    float range[2] = {1, 1};
    double sums[LENGTH] = {0};
    REPORT("inner products", gram, ROWS * ROWS * sizeof(float), canns_lower_gram(z, ROWS, LENGTH, LENGTH, gram, ROWS));
    REPORT("blend rows", z, size, canns_blend_rows(z, ROWS, LENGTH, scale, step, gram));
    REPORT("scale rows", z, size, canns_scale_rows(z, ROWS, LENGTH, scale));
    REPORT("add two", z, size, canns_add_two(z, LENGTH, 0.1f, scale, 0.3f, step));
    REPORT("add row", z, size, canns_add_row(z, scale, LENGTH));
    REPORT("sum of squares", sums, sizeof(double), *sums = canns_square_sum(z, ROWS * LENGTH));
    REPORT("sums of squares", sums, 3 * sizeof(double), canns_square_sums(z + 7, z, (ROWS - 1) * LENGTH, sums));
    REPORT("distances", out, ROWS * sizeof(float), canns_absolute_distances(z, ROWS, LENGTH, step, out));
    REPORT("sums of columns", sums, sizeof sums, canns_reduce_columns(z, ROWS, LENGTH, sums, range));
    REPORT("peaks of columns", out, LENGTH * sizeof(float), canns_peak_columns(z, ROWS, LENGTH, out));
    REPORT("transpose", turned, size, canns_transpose(z, ROWS, LENGTH, LENGTH, turned, ROWS));
}

static void bits(void)
{
    static uint64_t words[LENGTH * WORDS], above[LENGTH], below[LENGTH], sums[2];
    static uint32_t places[WORDS];
    static int32_t counts[LENGTH];
    static uint8_t levels[MANY];
    static double set[MANY], unset[MANY];
    for (size_t index = 0; index < LENGTH * WORDS; index++)
        words[index] = (uint64_t)(number() * 4294967296) << 32 | (uint64_t)(number() * 4294967296);
    for (uint32_t index = 0; index < WORDS; index++) places[index] = index;
    for (size_t index = 0; index < MANY; index++) {
        levels[index] = (uint8_t)(number() * 255);
        set[index] = number();
        unset[index] = -number();
    }
    float *fields = numbers(MANY, 1, 0), *own = numbers(MANY, 1, 0), *out = numbers(MANY, 0, 0);
    double sum = 0;
    REPORT("counts", counts, sizeof counts, canns_and_counts(words, LENGTH, WORDS, words + WORDS, counts));
    REPORT(
        "counts at places", counts, sizeof counts,
        canns_and_counts_at(words, LENGTH, WORDS, places, words + WORDS, WORDS / 3, counts));
    REPORT("expand bits", out, MANY * sizeof(float), canns_expand_bits(words, MANY, -1, 1, out));
    REPORT("compare bits", above, sizeof above, canns_compare_bits(fields, MANY, 0.5f, above, below));
    REPORT("finish fields", fields, MANY * sizeof(float), canns_finish_fields(fields, MANY, 0.9f, 0.1f, own));
    REPORT("sum of choices", &sum, sizeof sum, sum = canns_sum_choices(words, MANY, set, unset));
    REPORT("add choices", set, sizeof set, canns_add_choices(words, MANY, 0.3, 0.7, set));
    REPORT("widen levels", out, MANY * sizeof(float), canns_widen_levels(levels, MANY, 0.5f, out));
    REPORT("sums of levels", sums, sizeof sums, canns_level_sums(levels, MANY, sums));
}

static void circuit(void)
{
    const canns_adaptive_circuit constants = {-65, 0, -100, 0.005f, 0.6f, 0.8f, -62, 0.99f, 2, 3};
    float *v = numbers(LENGTH, 4, -66), *g = numbers(LENGTH, 2, 0), *h = numbers(LENGTH, 1, 0);
    float *theta = numbers(LENGTH, 1, 0), *since = numbers(LENGTH, 0, 0);
    int32_t fired[LENGTH];
    REPORT(
        "adaptive units", v, LENGTH * sizeof(float),
        canns_adaptive_step(LENGTH, &constants, v, g, h, theta, since, fired));
}

int main(int argc, char **argv)
{
    if (argc > 1) {
        const canns_instructions instructions = (canns_instructions)atoi(argv[1]);
        if (!canns_has_instructions(instructions)) return 3;
        canns_choose_instructions(instructions);
    }
    for (int order = CANNS_WEAKENS_FIRST; order <= CANNS_STRENGTHENS_FIRST; order++) {
        visits((canns_spike_order)order, true);
        visits((canns_spike_order)order, false);
    }
    sanger(false);
    sanger(true);
    oja(false);
    oja(true);
    rows();
    bits();
    circuit();
    return 0;
}
