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
