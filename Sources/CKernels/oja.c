#include "oja.h"
#include "kernel.h"

// Aim: the numbers by which one sample x changes each weight vector w_i under Oja's rule.
//
// With y = w_i·x, b = eta y and q = |w_i|²
//
//     w_i <- (w_i + b (x - y w_i)) / n = scale_i w_i + step_i x,    scale = (1 - b y) / n,    step = b / n
//     n² = (1 - b y)² q + 2 (1 - b y) b y + b² |x|²      where rows are normalised, else n = 1
//
// The long vectors take no part: a block of samples is learnt on coefficients (OjaRule+Block.swift), and one step costs
// a few operations for each output, as many side by side as a vector has lanes.
//
// Reference: E. Oja, A simplified neuron model as a principal component analyzer, J. Math. Biol. 15, 267 (1982).

// Compiled for rows that are normalised and for others, so that these take no root for nothing.
INLINE bool coefficients(
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

KERNEL(
    bool, canns_oja_step,
    (size_t count, const float *response, float rate, float square, double *squares, float *scale, float *step,
     float *scales, float *peaks),
    (count, response, rate, square, squares, scale, step, scales, peaks))
{
    return squares ? coefficients(count, response, rate, square, squares, scale, step, scales, peaks)
                   : coefficients(count, response, rate, square, NULL, scale, step, scales, peaks);
}
