#include "include/instructions.h"

#include <stdatomic.h>

// 0 until somebody asks. Threads that ask at once find the same.
static _Atomic int current;

bool canns_has_instructions(canns_instructions instructions)
{
    if (instructions == CANNS_PLAIN) return true;
#if defined(__x86_64__)
    // Features, not the names of processors: another maker's processor with the same instructions counts.
    __builtin_cpu_init();
    const bool hasAVX2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")
        && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
    if (instructions == CANNS_AVX2) return hasAVX2;
    if (instructions == CANNS_AVX512) {
        return hasAVX2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
            && __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq")
            && __builtin_cpu_supports("avx512vl");
    }
#endif
    return false;
}

canns_instructions canns_current_instructions(void)
{
    int known = atomic_load_explicit(&current, memory_order_relaxed);
    if (known == 0) {
        known = canns_has_instructions(CANNS_AVX512) ? CANNS_AVX512
            : canns_has_instructions(CANNS_AVX2)     ? CANNS_AVX2
                                                     : CANNS_PLAIN;
        atomic_store_explicit(&current, known, memory_order_relaxed);
    }
    return (canns_instructions)known;
}

void canns_choose_instructions(canns_instructions instructions)
{
    atomic_store_explicit(&current, (int)instructions, memory_order_relaxed);
}
