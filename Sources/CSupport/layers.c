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

enum { LANES = 16 };

static inline __attribute__((always_inline)) float dot(const float *a, const float *b, size_t count)
{
    float sums[LANES] = {0};
    size_t index = 0;
    for (; index + LANES <= count; index += LANES)
        for (size_t lane = 0; lane < LANES; lane++) sums[lane] += a[index + lane] * b[index + lane];
    for (size_t lane = 0; index < count; index++, lane++) sums[lane] += a[index] * b[index];
    for (size_t width = LANES / 2; width > 0; width /= 2)
        for (size_t lane = 0; lane < width; lane++) sums[lane] += sums[lane + width];
    return sums[0];
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
    double sums[LANES] = {0};
    size_t index = 0;
    for (; index + LANES <= count; index += LANES)
        for (size_t lane = 0; lane < LANES; lane++) {
            const double gap = (double)a[index + lane] - (b ? (double)b[index + lane] : 0);
            sums[lane] += gap * gap;
        }
    for (size_t lane = 0; index < count; index++, lane++) {
        const double gap = (double)a[index] - (b ? (double)b[index] : 0);
        sums[lane] += gap * gap;
    }
    double sum = 0;
    for (size_t lane = 0; lane < LANES; lane++) sum += sums[lane];
    return sum;
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

MULTIVERSION
size_t canns_advance_traces(
    const int32_t *inputs, size_t count, int32_t now, int32_t *restrict done, const bool *restrict fired,
    float *restrict pre, float decay, bool nearest, float *restrict traces)
{
#pragma STDC FP_CONTRACT OFF
    for (size_t index = 0; index < count; index++) {
        const int32_t input = inputs[index];
        if (!fired[input] || done[input] != now - 1) return index;
        const float faded = decay * pre[input];
        traces[index] = pre[input] = nearest ? 1 : faded + 1;
        done[input] = now;
    }
    return count;
}

#define WIDTH 16
typedef float Wide __attribute__((ext_vector_type(WIDTH), aligned(4)));
#define WIDE(pointer) (*(Wide *)(pointer))
#define WIDE_CONSTANT(pointer) (*(const Wide *)(pointer))

static inline __attribute__((always_inline)) void moveColumn(
    float *weights, size_t columns, const int32_t *rows, size_t count, const float *pre, float up, float down,
    float rate, float low, float high, float *sum)
{
#pragma STDC FP_CONTRACT OFF
    for (size_t index = 0; index < count; index++) {
        float *weight = weights + (size_t)rows[index] * columns;
        const float change = up * pre[index] - down;
        *weight = within(*weight + rate * change, low, high);
        *sum += *weight;
    }
}

MULTIVERSION
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
            const Wide trace = pre[index];
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
