#include "layers.h"
#include "transpose.h"
#include "wide.h"

#include <string.h>

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

static size_t wholeVectors(size_t count) { return (count + WIDTH - 1) / WIDTH * WIDTH; }

canns_sanger_parts canns_sanger_row(size_t outputs, size_t samples, bool normalizes)
{
    const size_t units = wholeVectors(outputs), width = wholeVectors(samples), products = normalizes ? units : 0;
    return (canns_sanger_parts){products, products + width, products + width + units, products + 2 * width + units};
}

size_t canns_sanger_scratch(size_t outputs, size_t samples)
{
    const size_t units = wholeVectors(outputs);
    return 4 * units + canns_sanger_row(outputs, samples, true).length + units * units;
}

// Some columns of all rows: with rest = start, one output after the other rest -= response * row, then
// row = scale * (row + change * rest). The rests stay in registers.
static inline __attribute__((always_inline)) void followed(
    size_t vectors, float *rows, size_t length, const float *given, size_t givenLength, size_t outputs,
    const float *start, const float *responses, const float *changes, const float *scales)
{
    Wide rests[4];
    for (size_t index = 0; index < vectors; index++) rests[index] = WIDE_CONSTANT(start + index * WIDTH);
    for (size_t output = 0; output < outputs; output++) {
        const float response = responses[output], change = changes[output], scale = scales[output];
        for (size_t index = 0; index < vectors; index++) {
            const Wide row = WIDE_CONSTANT(given + output * givenLength + index * WIDTH);
            rests[index] -= response * row;
            WIDE(rows + output * length + index * WIDTH) = scale * (row + change * rests[index]);
        }
    }
}

// The columns from `first` to before `end`, whole vectors.
static inline __attribute__((always_inline)) void follow(
    size_t first, size_t end, float *rows, size_t length, const float *given, size_t givenLength, size_t outputs,
    const float *start, const float *responses, const float *changes, const float *scales)
{
    for (; first + 4 * WIDTH <= end; first += 4 * WIDTH) {
        followed(
            4, rows + first, length, given + first, givenLength, outputs, start + first, responses, changes, scales);
    }
    for (; first < end; first += WIDTH) {
        followed(
            1, rows + first, length, given + first, givenLength, outputs, start + first, responses, changes, scales);
    }
}

// inners[i] = responses[i] - sum over j < i of responses[j] gram[j][i].
static inline __attribute__((always_inline)) void innerProductsWithRests(
    const float *gram, size_t length, size_t outputs, size_t units, const float *responses, float *inners)
{
    static const float later[2 * WIDTH] = {[WIDTH] = 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    memcpy(inners, responses, units * sizeof(float));
    for (size_t output = 0; output < outputs; output++) {
        const float *row = gram + output * length;
        const size_t own = output / WIDTH * WIDTH;
        const Wide response = responses[output];
        WIDE(inners + own) -= response * WIDE_CONSTANT(later + WIDTH - 1 - output % WIDTH) * WIDE_CONSTANT(row + own);
        for (size_t index = own + WIDTH; index < units; index += WIDTH)
            WIDE(inners + index) -= response * WIDE_CONSTANT(row + index);
    }
}

MULTIVERSION("avx2", "avx512f")
bool canns_sanger_step(
    float *restrict rows, size_t outputs, size_t samples, size_t sample, const float *gram, float rate,
    double *restrict squares, float *restrict scratch, float *restrict peaks)
{
    const canns_sanger_parts parts = canns_sanger_row(outputs, samples, squares != NULL);
    const size_t units = wholeVectors(outputs), length = parts.length, products = parts.products;
    float *responses = scratch, *changes = responses + units, *scales = changes + units, *inners = scales + units;
    float *start = inners + units, *across = start + length;
    // The sample's inner products with the weights and the samples, and its coefficients.
    memset(scratch, 0, (size_t)(across - scratch) * sizeof(float));
    for (size_t output = 0; output < outputs; output++) responses[output] = rows[output * length + products + sample];
    if (squares) memcpy(start, responses, units * sizeof(float));
    memcpy(start + products, gram, samples * sizeof(float));
    start[parts.on_samples + sample] = 1;
    if (squares) innerProductsWithRests(rows, length, outputs, units, responses, inners);
    double restSquare = gram[sample];
    int bad = 0;
    for (size_t output = 0; output < outputs; output++) {
        const float response = responses[output], change = rate * response;
        const float magnitude = response < 0 ? -response : response;
        float scale = 1;
        if (squares) {
            const double y = response, h = inners[output], b = change, q = squares[output];
            restSquare += y * y * q - 2 * y * h;
            const double next = q + 2 * b * (h - y * q) + b * b * restSquare;
            const double norm = __builtin_elementwise_sqrt(next);
            const bool isLong = norm >= 1e-10;
            scale = isLong ? (float)(1 / norm) : 1.0f;
            squares[output] = isLong ? 1 : next;
        }
        changes[output] = change;
        scales[output] = scale;
        if (magnitude > peaks[output]) peaks[output] = magnitude;
        // A difference of a number to itself is 0 unless the number is not finite.
        bad |= !(change - change == 0) | !(scale - scale == 0);
    }
    // Inner products with samples done are not asked for again, and later samples have no part yet.
    const size_t done = sample / WIDTH * WIDTH;
    follow(0, products, rows, length, rows, length, outputs, start, responses, changes, scales);
    follow(
        products + done, parts.on_rows, rows, length, rows, length, outputs, start, responses, changes, scales);
    follow(
        parts.on_rows, parts.on_samples + done + WIDTH, rows, length, rows, length, outputs, start, responses, changes,
        scales);
    if (!squares) return !bad;
    // So far inner products of new rows with old ones: the same once more from the other side.
    canns_transpose(rows, outputs, outputs, length, across, units);
    for (size_t output = 0; output < outputs; output++) start[output] = rows[output * length + products + sample];
    follow(0, units, rows, length, across, units, outputs, start, responses, changes, scales);
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
