// One time step of units with conductances and adaptive thresholds. The same bits on every processor.

#ifndef CANNS_ADAPTIVE_H
#define CANNS_ADAPTIVE_H

#include <stddef.h>
#include <stdint.h>

/// The constants of the units, as a time step needs them.
typedef struct {
    /// Potentials at rest and towards which the two conductances pull.
    float rest, excitatory, inhibitory;
    /// dt / tau of the potential.
    float share;
    /// What a step leaves of the conductances.
    float excitationLeft, inhibitionLeft;
    /// A unit fires above threshold + thetaLeft theta.
    float threshold, thetaLeft;
    /// Steps after a spike from which the potential moves, and from which the unit may fire; the second not less.
    float refractory, interval;
} canns_adaptive_circuit;

/// For each unit k of `count`, one after the other:
///
///     since <- since + 1                                  steps since its last spike
///     v <- v + share (rest - v + g (excitatory - v) + h (inhibitory - v)), unless since < refractory,
///          share at most 1 / (1 + g + h)
///     g <- excitationLeft g,  h <- inhibitionLeft h
///
/// Writes the units with v > threshold + thetaLeft theta and since >= interval into `fired`, ascending, and returns how
/// many they are. No product is fused with a sum.
size_t canns_adaptive_step(
    size_t count, const canns_adaptive_circuit *circuit, float *v, float *g, float *h, const float *theta, float *since,
    int32_t *fired);

/// rows[delays[k]][k] += weights[k] for each unit k of `count`.
void canns_adaptive_send(size_t count, const float *weights, const uint8_t *delays, float *const *rows);

#endif
