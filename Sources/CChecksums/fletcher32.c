#include "fletcher32.h"

#include <string.h>

// Sixteen words at a time, each in a lane of its own.
#define LANES 16
typedef uint16_t Words __attribute__((vector_size(2 * LANES)));
typedef uint32_t Sums __attribute__((vector_size(4 * LANES)));

// As many steps as a lane's second sum takes without overflow: 65535 * 360 * 361 / 2 < 2^32.
#define STEPS 360

// Aim: the Fletcher sums of 16-bit words w_0 ... w_(n-1), sum1 = sum w_i and sum2 = sum (n - i) w_i, modulo 65535.
//
// With i = LANES k + l, lane l keeps a_l = sum_k w and b_l = sum_k (K - k) w after K steps, and
//     sum1 = sum_l a_l,   sum2 = LANES sum_l b_l - sum_l l a_l.
// Words are taken in the byte order of the machine: swapping the bytes of a word multiplies it by 256 modulo 65535,
// and so it does with the sums.
//
// Fletcher, An arithmetic checksum for serial transmissions, IEEE Trans. Commun. 30, 247 (1982)
#if defined(__x86_64__) && defined(__linux__) && !__has_feature(thread_sanitizer)
// The loader picks the best version for the processor once, at start: before Thread Sanitizer could watch it.
__attribute__((target_clones("default", "avx2", "avx512f")))
#endif
uint32_t canns_fletcher32(const void *data, size_t length)
{
    const unsigned char *bytes = data;
    size_t words = length / 2;
    uint64_t sum1 = 0, sum2 = 0;
    while (words >= LANES) {
        size_t steps = words / LANES;
        if (steps > STEPS) steps = STEPS;
        Sums a = {0}, b = {0};
        for (size_t step = 0; step < steps; step++) {
            Words next;
            memcpy(&next, bytes, sizeof next);
            a += __builtin_convertvector(next, Sums);
            b += a;
            bytes += sizeof next;
        }
        uint64_t part1 = 0, part2 = 0;
        for (uint64_t lane = 0; lane < LANES; lane++) {
            part1 += a[lane];
            part2 += (uint64_t)b[lane] * LANES - lane * a[lane];
        }
        // Kept small by folding; a sum that is not 0 never becomes 0, which the result depends on.
        sum2 += sum1 * steps * LANES + part2;
        sum1 += part1;
        while (sum1 >> 16) sum1 = (sum1 & 0xffff) + (sum1 >> 16);
        while (sum2 >> 16) sum2 = (sum2 & 0xffff) + (sum2 >> 16);
        words -= steps * LANES;
    }
    for (; words > 0; words--, bytes += 2) {
        uint16_t word;
        memcpy(&word, bytes, 2);
        sum1 += word;
        sum2 += sum1;
    }
    if (length % 2) {
        uint16_t word = 0;
        memcpy(&word, bytes, 1);
        sum1 += word;
        sum2 += sum1;
    }
    while (sum1 >> 16) sum1 = (sum1 & 0xffff) + (sum1 >> 16);
    while (sum2 >> 16) sum2 = (sum2 & 0xffff) + (sum2 >> 16);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    sum1 = (sum1 & 0xff) << 8 | sum1 >> 8;
    sum2 = (sum2 & 0xff) << 8 | sum2 >> 8;
#endif
    return (uint32_t)(sum2 << 16 | sum1);
}
