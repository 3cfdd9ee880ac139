#include "layers.h"
#include "wide.h"

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

static inline __attribute__((always_inline)) void deflate(
    float *restrict rest, float *restrict row, size_t count, float response, float step, float scale)
{
    for (size_t index = 0; index < count; index++) {
        const float left = rest[index] - response * row[index];
        rest[index] = left;
        row[index] = scale * (row[index] + step * left);
    }
}

static inline __attribute__((always_inline)) float dot(const float *a, const float *b, size_t count)
{
    Wide sums = 0;
    size_t index = 0;
    for (; index + WIDTH <= count; index += WIDTH) sums += WIDE_CONSTANT(a + index) * WIDE_CONSTANT(b + index);
    float sum = 0;
    for (; index < count; index++) sum += a[index] * b[index];
    for (int lane = 0; lane < WIDTH; lane++) sum += sums[lane];
    return sum;
}

MULTIVERSION
bool canns_sanger_step(
    float *restrict rows, size_t outputs, size_t dimension, size_t sample, float *restrict rest, float rate,
    double *restrict squares, float *restrict peaks)
{
    float *coefficients = rest + dimension;
    double restSquare = rest[outputs + sample];
    // Inner products among the weights, and with the samples done, serve the norms only.
    const size_t first = squares ? 0 : outputs + sample + 1;
    bool isFinite = true;
    for (size_t output = 0; output < outputs; output++) {
        float *row = rows + output * 2 * dimension, *own = row + dimension;
        const float response = row[outputs + sample], change = rate * response;
        const float magnitude = response < 0 ? -response : response;
        if (magnitude > peaks[output]) peaks[output] = magnitude;
        float scale = 1;
        if (squares) {
            const double y = response, b = change, q = squares[output];
            const double h = dot(coefficients, row, output) + dot(coefficients + outputs, row + outputs, sample + 1);
            restSquare += y * y * q - 2 * y * h;
            const double next = q + 2 * b * (h - y * q) + b * b * restSquare;
            const double length = __builtin_elementwise_sqrt(next);
            const bool isLong = length >= 1e-10;
            if (isLong) scale = (float)(1 / length);
            squares[output] = isLong ? 1 : next;
        }
        deflate(rest + first, row + first, dimension - first, response, change, scale);
        // Rows are lower triangular in the weights, and later samples have no part yet.
        deflate(coefficients, own, output + 1, response, change, scale);
        deflate(coefficients + outputs, own + outputs, sample + 1, response, change, scale);
        isFinite = isFinite && change - change == 0 && scale - scale == 0;
    }
    return isFinite;
}

MULTIVERSION
double canns_square_distance(const float *a, const float *b, size_t count)
{
#pragma STDC FP_CONTRACT OFF
    WideDouble sums = 0;
    size_t index = 0;
    for (; index + WIDTH <= count; index += WIDTH) {
        WideDouble gap = __builtin_convertvector(WIDE_CONSTANT(a + index), WideDouble);
        if (b) gap -= __builtin_convertvector(WIDE_CONSTANT(b + index), WideDouble);
        sums += gap * gap;
    }
    double sum = 0;
    for (; index < count; index++) {
        const double gap = (double)a[index] - (b ? (double)b[index] : 0);
        sum += gap * gap;
    }
    for (int lane = 0; lane < WIDTH; lane++) sum += sums[lane];
    return sum;
}
