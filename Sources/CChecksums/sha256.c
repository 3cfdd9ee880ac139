#include "sha256.h"

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

static bool hasInstructions(void)
{
    // 0 unknown, 1 no, 2 yes: threads that ask at the same time find the same.
    static _Atomic int known = 0;
    if (known == 0) {
        unsigned a, b, c, d, features;
        const bool hasSHA = __get_cpuid_count(7, 0, &a, &features, &c, &d) && (features & bit_SHA);
        const bool hasShuffles = __get_cpuid(1, &a, &b, &c, &d) && (c & bit_SSE4_1) && (c & bit_SSSE3);
        known = hasSHA && hasShuffles ? 2 : 1;
    }
    return known == 2;
}

// The instructions take the words as (a b e f) and (c d g h) and four rounds' w_t + k_t at a time. In round 4g the
// last sixteen w_t stand in `w`, four to a vector, the oldest in w[g % 4].
__attribute__((target("sha,sse4.1,ssse3")))
static void compress(uint32_t *words, const unsigned char *bytes, size_t count, const uint32_t *constants)
{
    const __m128i bigEndian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    const __m128i cdab = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)words), 0xb1);
    const __m128i efgh = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(words + 4)), 0x1b);
    __m128i abef = _mm_alignr_epi8(cdab, efgh, 8), cdgh = _mm_blend_epi16(efgh, cdab, 0xf0);
    for (; count > 0; count--, bytes += 64) {
        const __m128i abefBefore = abef, cdghBefore = cdgh;
        __m128i w[4];
        for (int part = 0; part < 4; part++) {
            w[part] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)bytes + part), bigEndian);
        }
#pragma clang loop unroll(full)
        for (int group = 0; group < 16; group++) {
            const int oldest = group & 3, next = (group + 1) & 3, third = (group + 2) & 3, newest = (group + 3) & 3;
            if (group >= 4) {
                const __m128i sevenBack = _mm_alignr_epi8(w[newest], w[third], 4);
                const __m128i early = _mm_add_epi32(_mm_sha256msg1_epu32(w[oldest], w[next]), sevenBack);
                w[oldest] = _mm_sha256msg2_epu32(early, w[newest]);
            }
            const __m128i k = _mm_loadu_si128((const __m128i *)(constants + 4 * group));
            const __m128i sum = _mm_add_epi32(w[oldest], k);
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0e));
        }
        abef = _mm_add_epi32(abef, abefBefore);
        cdgh = _mm_add_epi32(cdgh, cdghBefore);
    }
    const __m128i feba = _mm_shuffle_epi32(abef, 0x1b), dchg = _mm_shuffle_epi32(cdgh, 0xb1);
    _mm_storeu_si128((__m128i *)words, _mm_blend_epi16(feba, dchg, 0xf0));
    _mm_storeu_si128((__m128i *)(words + 4), _mm_alignr_epi8(dchg, feba, 8));
}
#endif

bool canns_sha256(uint32_t *words, const void *blocks, size_t count, const uint32_t *constants)
{
#if defined(__x86_64__)
    if (hasInstructions()) {
        compress(words, blocks, count, constants);
        return true;
    }
#endif
    return false;
}
