#include "adaptive.h"

#include <stdbool.h>

#include "kernel.h"

// Aim: one time step of Euler's method for units with two conductances and adaptive thresholds,
//
//     v <- v + share (rest - v + g (excitatory - v) + h (inhibitory - v)),  v > threshold + thetaLeft theta
//
// A step that would pass the potential towards which the conductances pull ends there: so many units may fire at once
// that Euler's method alone would swing wider with each step.
//
// All units pass once without a branch, which also tells whether any fires; only then they are asked one by one.
//
// Reference: P. U. Diehl, M. Cook, Front. Comput. Neurosci. 9, 99 (2015).

static inline bool fires(const canns_adaptive_circuit *circuit, float v, float theta, float since)
{
    return (v > circuit->threshold + circuit->thetaLeft * theta) & (since >= circuit->interval);
}

KERNEL(
    size_t, canns_adaptive_step,
    (size_t count, const canns_adaptive_circuit *circuit, float *restrict v, float *restrict g, float *restrict h,
    const float *restrict theta, float *restrict since, int32_t *restrict fired),
    (count, circuit, v, g, h, theta, since, fired))
{
    const canns_adaptive_circuit own = *circuit;
    int any = 0;
    for (size_t unit = 0; unit < count; unit++) {
        const float time = since[unit] + 1, before = v[unit];
        const float pull = own.rest - before + g[unit] * (own.excitatory - before)
            + h[unit] * (own.inhibitory - before);
        const float conductance = 1 + g[unit] + h[unit];
        const float share = own.share * conductance < 1 ? own.share : 1 / conductance;
        const float moved = before + share * pull;
        const float now = time >= own.refractory ? moved : before;
        any |= fires(&own, now, theta[unit], time);
        since[unit] = time;
        v[unit] = now;
        g[unit] *= own.excitationLeft;
        h[unit] *= own.inhibitionLeft;
    }
    if (!any) return 0;
    size_t number = 0;
    for (size_t unit = 0; unit < count; unit++) {
        if (fires(&own, v[unit], theta[unit], since[unit])) fired[number++] = (int32_t)unit;
    }
    return number;
}

void canns_adaptive_send(
    size_t count, const float *restrict weights, const uint8_t *restrict delays, float *const *restrict rows)
{
    for (size_t unit = 0; unit < count; unit++) rows[delays[unit]][unit] += weights[unit];
}
