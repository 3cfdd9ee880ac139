#include "levels.h"
#include "kernel.h"

// Aim: patterns of eight bits, which stay bytes in memory and become numbers a block at a time.
//
//     out_k = (level_k - shift) / 255        sum_k level_k        sum_k level_k²
//
// Each value is read once. Squares of 65536 levels add up to less than 2^32, so that partial sums take 32 bits.

KERNEL(
    void, canns_widen_levels,
    (const uint8_t *levels, size_t count, float shift, float *restrict out),
    (levels, count, shift, out))
{
    for (size_t index = 0; index < count; index++) out[index] = ((float)levels[index] - shift) / 255.0f;
}

KERNEL(void, canns_level_sums, (const uint8_t *levels, size_t count, uint64_t *sums), (levels, count, sums))
{
    sums[0] = sums[1] = 0;
    for (size_t index = 0; index < count;) {
        const size_t end = count - index > 65536 ? index + 65536 : count;
        uint32_t sum = 0, squares = 0;
        for (; index < end; index++) {
            sum += levels[index];
            squares += (uint32_t)levels[index] * levels[index];
        }
        sums[0] += sum;
        sums[1] += squares;
    }
}
