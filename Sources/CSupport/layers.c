#include "layers.h"

#if defined(__x86_64__) && defined(__linux__)
#define MULTIVERSION __attribute__((target_clones("default", "avx2", "avx512f")))
#else
#define MULTIVERSION
#endif

MULTIVERSION
void canns_blend_rows(
    float *z, size_t rows, size_t columns, const float *restrict scale, const float *restrict step, const float *gram)
{
    for (size_t row = 0; row < rows; row++) {
        const float inner = gram[row];
        float *restrict values = z + row * columns;
        for (size_t column = 0; column < columns; column++)
            values[column] = scale[column] * values[column] + step[column] * inner;
    }
}

MULTIVERSION
void canns_scale_rows(float *z, size_t rows, size_t columns, const float *restrict scale)
{
    for (size_t row = 0; row < rows; row++) {
        float *restrict values = z + row * columns;
        for (size_t column = 0; column < columns; column++) values[column] *= scale[column];
    }
}

MULTIVERSION
void canns_deflate(
    float *restrict rest, float *restrict row, size_t count, float response, float step, float scale)
{
    for (size_t index = 0; index < count; index++) {
        const float left = rest[index] - response * row[index];
        rest[index] = left;
        row[index] = scale * (row[index] + step * left);
    }
}

MULTIVERSION
void canns_add_row(float *restrict sum, const float *restrict row, size_t count)
{
    for (size_t index = 0; index < count; index++) sum[index] += row[index];
}

static inline float within(float value, float low, float high)
{
    const float below = value < high ? value : high;
    return below > low ? below : low;
}

MULTIVERSION
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

MULTIVERSION
void canns_strengthen_synapses(
    float *restrict row, size_t count, const float *restrict up, float pre, float rate, float low, float high)
{
#pragma STDC FP_CONTRACT OFF
    for (size_t index = 0; index < count; index++) {
        const float change = up[index] * pre;
        row[index] = within(row[index] + rate * change, low, high);
    }
}
