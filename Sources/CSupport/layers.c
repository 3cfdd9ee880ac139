#include "layers.h"
#include "wide.h"

MULTIVERSION("avx2", "avx512f")
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

MULTIVERSION("avx2", "avx512f")
void canns_scale_rows(float *z, size_t rows, size_t columns, const float *restrict scale)
{
    for (size_t row = 0; row < rows; row++) {
        float *restrict values = z + row * columns;
        for (size_t column = 0; column < columns; column++) values[column] *= scale[column];
    }
}

MULTIVERSION("avx2", "avx512f")
bool canns_oja_step(
    size_t count, const float *restrict response, float rate, float square, double *restrict squares,
    float *restrict scale, float *restrict step, float *restrict scales, float *restrict peaks)
{
    int bad = 0;
    for (size_t unit = 0; unit < count; unit++) {
        const float y = response[unit], change = rate * y, rest = 1 - change * y;
        const float magnitude = y < 0 ? -y : y;
        float inverse = 1;
        if (squares) {
            const double b = change, r = rest;
            const double next = r * r * squares[unit] + 2 * r * b * y + b * b * square;
            const double length = __builtin_elementwise_sqrt(next);
            const bool isLong = length >= 1e-10;
            inverse = isLong ? (float)(1 / length) : 1.0f;
            squares[unit] = isLong ? 1 : next;
        }
        peaks[unit] = peaks[unit] < magnitude ? magnitude : peaks[unit];
        scale[unit] = rest * inverse;
        step[unit] = change * inverse;
        scales[unit] *= scale[unit];
        // A difference of a number to itself is 0 unless the number is not finite.
        bad |= !(scale[unit] - scale[unit] == 0) | !(step[unit] - step[unit] == 0);
    }
    return !bad;
}

// Ranges of whole vectors: rows are padded with zeros, which stay zeros.

// next = rest - response * row.
static inline __attribute__((always_inline)) void deflate(
    float *restrict next, const float *restrict rest, const float *restrict row, size_t first, size_t end,
    float response)
{
    for (size_t index = first; index < end; index += WIDTH)
        WIDE(next + index) = WIDE_CONSTANT(rest + index) - response * WIDE_CONSTANT(row + index);
}

// row = scale * (row + step * rest).
static inline __attribute__((always_inline)) void follow(
    float *restrict row, const float *restrict rest, size_t first, size_t end, float step, float scale)
{
    for (size_t index = first; index < end; index += WIDTH)
        WIDE(row + index) = scale * (WIDE(row + index) + step * WIDE_CONSTANT(rest + index));
}

static inline __attribute__((always_inline)) float dot(const float *a, const float *b, size_t end)
{
    Wide sums = 0;
    for (size_t index = 0; index < end; index += WIDTH) sums += WIDE_CONSTANT(a + index) * WIDE_CONSTANT(b + index);
    // Halves upon halves: the sixteen lanes one after the other would be waited for.
    const __typeof__(sums.lo) eight = sums.lo + sums.hi;
    const __typeof__(eight.lo) four = eight.lo + eight.hi;
    return (four[0] + four[1]) + (four[2] + four[3]);
}

// One after the other only what must be: the rests. The norms follow for all outputs at once, then the rows.
MULTIVERSION("avx2", "avx512f")
bool canns_sanger_step(
    float *restrict rows, size_t outputs, size_t dimension, size_t sample, float *restrict rests, float rate,
    double *restrict squares, float *restrict scalars, float *restrict peaks)
{
    const size_t length = 2 * dimension, seen = outputs + sample + 1;
    float *restrict responses = scalars, *restrict inners = scalars + outputs, *restrict scales = inners + outputs;
    // Inner products among the weights, and with the samples done, serve the norms only.
    const size_t first = squares ? 0 : seen / WIDTH * WIDTH;
    for (size_t output = 0; output < outputs; output++) {
        const float *row = rows + output * length, *own = row + dimension;
        const float *rest = rests + output * length, *coefficients = rest + dimension;
        float *next = rests + (output + 1) * length;
        const float response = row[outputs + sample];
        // Later samples have no part yet.
        if (squares) inners[output] = dot(coefficients, row, seen);
        deflate(next, rest, row, first, dimension, response);
        deflate(next + dimension, coefficients, own, 0, seen, response);
        responses[output] = response;
        const float magnitude = response < 0 ? -response : response;
        if (magnitude > peaks[output]) peaks[output] = magnitude;
    }
    double restSquare = rests[outputs + sample];
    int bad = 0;
    for (size_t output = 0; output < outputs; output++) {
        const float change = rate * responses[output];
        float scale = 1;
        if (squares) {
            const double y = responses[output], h = inners[output], b = change, q = squares[output];
            restSquare += y * y * q - 2 * y * h;
            const double next = q + 2 * b * (h - y * q) + b * b * restSquare;
            const double norm = __builtin_elementwise_sqrt(next);
            const bool isLong = norm >= 1e-10;
            scale = isLong ? (float)(1 / norm) : 1.0f;
            squares[output] = isLong ? 1 : next;
        }
        scales[output] = scale;
        // A difference of a number to itself is 0 unless the number is not finite.
        bad |= !(change - change == 0) | !(scale - scale == 0);
    }
    for (size_t output = 0; output < outputs; output++) {
        float *row = rows + output * length, *own = row + dimension;
        const float *rest = rests + (output + 1) * length, *coefficients = rest + dimension;
        const float change = rate * responses[output], scale = scales[output];
        follow(row, rest, first, dimension, change, scale);
        follow(own, coefficients, 0, seen, change, scale);
    }
    return !bad;
}

MULTIVERSION("avx2", "avx512f")
double canns_square_sum(const float *a, size_t count)
{
#pragma STDC FP_CONTRACT OFF
    WideDouble sums = 0;
    size_t index = 0;
    for (; index + WIDTH <= count; index += WIDTH) {
        const WideDouble value = __builtin_convertvector(WIDE_CONSTANT(a + index), WideDouble);
        sums += value * value;
    }
    double sum = 0;
    for (; index < count; index++) sum += (double)a[index] * (double)a[index];
    for (int lane = 0; lane < WIDTH; lane++) sum += sums[lane];
    return sum;
}

MULTIVERSION("avx2", "avx512f")
void canns_square_sums(const float *a, const float *b, size_t count, double *out)
{
#pragma STDC FP_CONTRACT OFF
    WideDouble own = 0, other = 0, difference = 0;
    size_t index = 0;
    for (; index + WIDTH <= count; index += WIDTH) {
        const WideDouble first = __builtin_convertvector(WIDE_CONSTANT(a + index), WideDouble);
        const WideDouble second = __builtin_convertvector(WIDE_CONSTANT(b + index), WideDouble);
        const WideDouble gap = first - second;
        own += first * first;
        other += second * second;
        difference += gap * gap;
    }
    out[0] = out[1] = out[2] = 0;
    for (; index < count; index++) {
        const double first = a[index], second = b[index], gap = first - second;
        out[0] += first * first;
        out[1] += second * second;
        out[2] += gap * gap;
    }
    for (int lane = 0; lane < WIDTH; lane++) {
        out[0] += own[lane];
        out[1] += other[lane];
        out[2] += difference[lane];
    }
}

MULTIVERSION("avx2", "avx512f")
void canns_add_two(
    float *restrict sum, size_t count, float alpha, const float *restrict a, float beta, const float *restrict b)
{
    for (size_t index = 0; index < count; index++) sum[index] += alpha * a[index] + beta * b[index];
}
