#include "changes.h"
#include "wide.h"

#include <stdbool.h>

// Aim: what the spike of one unit does to its synapses, where that depends on the weight.
//
//     w_k <- w_k + amount f(w_k) found_k       f = 1, (room_k / range)^mu or w_0 (w_k / w_0)^mu
//
// Synapses lie side by side, or `stride` apart: then sixteen at a time are read into a vector and written back one by
// one. Powers are x^mu = 2^(mu log2 x), in float: with x = 2^e m, m between sqrt(1/2) and sqrt(2), and s = (m - 1) / (m + 1)
//
//     log2 m = 2 / ln 2 (s + s³/3 + s⁵/5 + s⁷/7 + s⁹/9)        |s| < .172, what is left out is below 2e-9
//     2^y    = 2^n sum_k (ln 2 (y - n))^k / k!                 n the whole number next to y, k to 7, below 6e-9
//
// so that rounding mu log2 x to float is what limits it: a millionth of the power for mu up to 1 and x above 1e-4.

typedef int32_t WideInt __attribute__((ext_vector_type(WIDTH)));

INLINE void asInts(WideInt *ints, const Wide *values) { memcpy(ints, values, sizeof *ints); }

INLINE void asFloats(Wide *values, const WideInt *ints) { memcpy(values, ints, sizeof *values); }

// sum <- sum x + constant
INLINE void nextTerm(Instructions instructions, Wide *sum, const Wide *x, float constant)
{
    Wide next = constant;
    addProductWide(instructions, &next, sum, x);
    *sum = next;
}

INLINE void logarithm2(Instructions instructions, Wide *result, const Wide *x)
{
    // The bits of sqrt(1/2), from which the exponent counts.
    const WideInt middle = 0x3f3504f3;
    WideInt bits;
    asInts(&bits, x);
    const WideInt exponent = (bits - middle) >> 23;
    bits -= exponent << 23;
    Wide m;
    asFloats(&m, &bits);
    const Wide s = (m - 1) / (m + 1), square = s * s;
    Wide sum = 0.320598898f;
    nextTerm(instructions, &sum, &square, 0.412198584f);
    nextTerm(instructions, &sum, &square, 0.577078016f);
    nextTerm(instructions, &sum, &square, 0.961796694f);
    nextTerm(instructions, &sum, &square, 2.88539008f);
    *result = __builtin_convertvector(exponent, Wide);
    addProductWide(instructions, result, &sum, &s);
}

INLINE void power2(Instructions instructions, Wide *result, const Wide *y)
{
    // Adding and subtracting 1.5 2^23 leaves the nearest whole number.
    const Wide whole = (*y + 12582912) - 12582912, rest = *y - whole;
    Wide sum = 1.52527338e-5f;
    nextTerm(instructions, &sum, &rest, 1.54035304e-4f);
    nextTerm(instructions, &sum, &rest, 1.33335581e-3f);
    nextTerm(instructions, &sum, &rest, 9.61812911e-3f);
    nextTerm(instructions, &sum, &rest, 5.55041087e-2f);
    nextTerm(instructions, &sum, &rest, 0.240226507f);
    nextTerm(instructions, &sum, &rest, 0.693147181f);
    nextTerm(instructions, &sum, &rest, 1);
    WideInt bits;
    asInts(&bits, &sum);
    bits += __builtin_convertvector(whole, WideInt) << 23;
    asFloats(result, &bits);
}

// x^exponent for x not negative; what is below the normal numbers counts as 0.
INLINE void raise(Instructions instructions, Wide *x, float exponent)
{
    const Wide least = 1.17549435e-38f, lowest = -126, highest = 127;
    const Wide base = *x;
    Wide y, result;
    logarithm2(instructions, &y, x);
    y *= exponent;
    y = y > lowest ? y : lowest;
    y = y < highest ? y : highest;
    power2(instructions, &result, &y);
    *x = base < least ? (Wide)0 : result;
}

// Form and whether the exponent is 1 are constants where this is inlined.
INLINE void changeVector(
    Instructions instructions, canns_dependence_form form, bool isLinear, Wide *weight, const Wide *found, float amount,
    const canns_dependence *dependence)
{
    const Wide low = dependence->low, high = dependence->high, none = 0;
    const float reference = dependence->reference, range = dependence->high - dependence->low;
    Wide factor = amount;
    if (form != CANNS_BY_NOTHING) {
        Wide share;
        if (form == CANNS_BY_WEIGHT) {
            share = (*weight > none ? *weight : none) / reference;
        } else {
            const Wide room = amount > 0 ? high - *weight : *weight - low;
            share = (room > none ? room : none) / range;
        }
        if (!isLinear) raise(instructions, &share, dependence->exponent);
        factor = amount * (form == CANNS_BY_WEIGHT ? reference * share : share);
    }
    const Wide changed = *weight + factor * *found;
    const Wide below = changed < high ? changed : high;
    *weight = below > low ? below : low;
}

INLINE void change(
    Instructions instructions, canns_dependence_form form, bool isLinear, float *weights, size_t stride, size_t count,
    const float *found, float amount, const canns_dependence *dependence)
{
    size_t first = 0;
    for (; first + WIDTH <= count; first += WIDTH) {
        float *place = weights + first * stride;
        Wide weight;
        if (stride == 1) weight = WIDE(place);
        else for (size_t lane = 0; lane < WIDTH; lane++) weight[lane] = place[lane * stride];
        changeVector(
            instructions, form, isLinear, &weight, &WIDE_CONSTANT(found + first), amount, dependence);
        if (stride == 1) WIDE(place) = weight;
        else for (size_t lane = 0; lane < WIDTH; lane++) place[lane * stride] = weight[lane];
    }
    if (first == count) return;
    float rest[WIDTH] = {0}, partners[WIDTH] = {0};
    for (size_t index = first; index < count; index++) {
        rest[index - first] = weights[index * stride];
        partners[index - first] = found[index];
    }
    changeVector(
        instructions, form, isLinear, &WIDE(rest), &WIDE_CONSTANT(partners), amount, dependence);
    for (size_t index = first; index < count; index++) weights[index * stride] = rest[index - first];
}

KERNEL(
    void, canns_change_synapses,
    (float *weights, size_t stride, size_t count, const float *found, float amount, const canns_dependence *dependence),
    (weights, stride, count, found, amount, dependence))
{
    const bool isLinear = dependence->exponent == 1;
    const bool isNone = dependence->form == CANNS_BY_ROOM && dependence->exponent == 0;
    switch (isNone ? CANNS_BY_NOTHING : dependence->form) {
    case CANNS_BY_NOTHING:
        change(instructions, CANNS_BY_NOTHING, true, weights, stride, count, found, amount, dependence);
        break;
    case CANNS_BY_ROOM:
        if (isLinear) change(instructions, CANNS_BY_ROOM, true, weights, stride, count, found, amount, dependence);
        else change(instructions, CANNS_BY_ROOM, false, weights, stride, count, found, amount, dependence);
        break;
    case CANNS_BY_WEIGHT:
        if (isLinear) change(instructions, CANNS_BY_WEIGHT, true, weights, stride, count, found, amount, dependence);
        else change(instructions, CANNS_BY_WEIGHT, false, weights, stride, count, found, amount, dependence);
        break;
    }
}
