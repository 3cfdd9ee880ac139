// Changes of synapses that depend on the weight.

#ifndef CANNS_CHANGES_H
#define CANNS_CHANGES_H

#include <stddef.h>

/// What a change is multiplied by: 1, a power of the room that is left to the limit, or one of the weight.
typedef enum { CANNS_BY_NOTHING, CANNS_BY_ROOM, CANNS_BY_WEIGHT } canns_dependence_form;

/// That factor f: ((high - w) / (high - low))^exponent for strengthening, ((w - low) / (high - low))^exponent for
/// weakening, or reference (w / reference)^exponent; the exponent not negative.
typedef struct {
    canns_dependence_form form;
    float low, high, exponent, reference;
} canns_dependence;

/// w <- w + amount f(w) found[k], at least low and at most high, for `count` weights w = weights[k stride]; where the
/// amount is negative by the f of weakening.
void canns_change_synapses(
    float *weights, size_t stride, size_t count, const float *found, float amount, const canns_dependence *dependence);

#endif
