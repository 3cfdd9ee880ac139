#include "sanger.h"
#include "transpose.h"
#include "wide.h"

#include <string.h>

// Aim: one sample x through all outputs by Sanger's rule, on rows of coefficients and inner products.
//
// With e_0 = x, y_i = w_i·x, b = eta y_i and q = |w_i|², output after output
//
//     e_i  = e_{i-1} - y_i w_i
//     w_i <- (w_i + b e_i) / n
//     h    = w_i·e_{i-1} = y_i - sum_{j<i} y_j w_i·w_j
//     n²   = q + 2 b (h - y_i q) + b² |e_i|²,    |e_i|² = |e_{i-1}|² - 2 y_i h + y_i² q
//
// where rows are normalised, else n = 1. All y, h and n follow from inner products, before the first row changes. Then
// the rows are walked through in bands of 64 columns (`follow`): the rest e of a band stays in four registers while the
// outputs follow each other, so that each row is read and written once. Columns that cannot have changed are left out:
// inner products with samples already done, and coefficients on samples still to come.
//
// Reference: T. D. Sanger, Optimal unsupervised learning in a single-layer linear feedforward neural network, Neural
// Networks 2, 459 (1989).

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
INLINE void followed(
    Instructions instructions, size_t vectors, float *rows, size_t length, const float *given, size_t givenLength,
    size_t outputs, const float *start, const float *responses, const float *changes, const float *scales)
{
    Wide rests[4];
    for (size_t index = 0; index < vectors; index++) rests[index] = WIDE_CONSTANT(start + index * WIDTH);
    for (size_t output = 0; output < outputs; output++) {
        const Wide response = -responses[output], change = changes[output];
        const float scale = scales[output];
        for (size_t index = 0; index < vectors; index++) {
            Wide row = WIDE_CONSTANT(given + output * givenLength + index * WIDTH);
            addProductWide(instructions, rests + index, &response, &row);
            addProductWide(instructions, &row, &change, rests + index);
            WIDE(rows + output * length + index * WIDTH) = scale * row;
        }
    }
}

// The columns from `first` to before `end`, whole vectors.
INLINE void follow(
    Instructions instructions, size_t first, size_t end, float *rows, size_t length, const float *given,
    size_t givenLength, size_t outputs, const float *start, const float *responses, const float *changes,
    const float *scales)
{
    for (; first + 4 * WIDTH <= end; first += 4 * WIDTH) {
        followed(
            instructions, 4, rows + first, length, given + first, givenLength, outputs, start + first, responses,
            changes, scales);
    }
    for (; first < end; first += WIDTH) {
        followed(
            instructions, 1, rows + first, length, given + first, givenLength, outputs, start + first, responses,
            changes, scales);
    }
}

// inners[i] = responses[i] - sum over j < i of responses[j] gram[j][i].
INLINE void innerProductsWithRests(
    Instructions instructions, const float *gram, size_t length, size_t outputs, size_t units, const float *responses,
    float *inners)
{
    static const float later[2 * WIDTH] = {[WIDTH] = 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    memcpy(inners, responses, units * sizeof(float));
    for (size_t output = 0; output < outputs; output++) {
        const float *row = gram + output * length;
        const size_t own = output / WIDTH * WIDTH;
        const Wide response = -responses[output];
        const Wide ofLater = response * WIDE_CONSTANT(later + WIDTH - 1 - output % WIDTH);
        addProductWide(instructions, &WIDE(inners + own), &ofLater, &WIDE_CONSTANT(row + own));
        for (size_t index = own + WIDTH; index < units; index += WIDTH)
            addProductWide(instructions, &WIDE(inners + index), &response, &WIDE_CONSTANT(row + index));
    }
}

KERNEL(
    bool, canns_sanger_step,
    (float *restrict rows, size_t outputs, size_t samples, size_t sample, const float *gram, float rate,
    double *restrict squares, float *restrict scratch, float *restrict peaks),
    (rows, outputs, samples, sample, gram, rate, squares, scratch, peaks))
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
    start[parts.onSamples + sample] = 1;
    if (squares) innerProductsWithRests(instructions, rows, length, outputs, units, responses, inners);
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
    follow(instructions, 0, products, rows, length, rows, length, outputs, start, responses, changes, scales);
    follow(
        instructions, products + done, parts.onRows, rows, length, rows, length, outputs, start, responses, changes,
        scales);
    follow(
        instructions, parts.onRows, parts.onSamples + done + WIDTH, rows, length, rows, length, outputs, start,
        responses, changes, scales);
    if (!squares) return !bad;
    // So far inner products of new rows with old ones: the same once more from the other side.
    canns_transpose(rows, outputs, outputs, length, across, units);
    for (size_t output = 0; output < outputs; output++) start[output] = rows[output * length + products + sample];
    follow(instructions, 0, units, rows, length, across, units, outputs, start, responses, changes, scales);
    return !bad;
}
