// What a thread does that waits for another without falling asleep.

#ifndef CANNS_PAUSE_H
#define CANNS_PAUSE_H

#include <sched.h>

/// Some tens of cycles in which the processor has more for others.
static inline void canns_pause(void)
{
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

/// Lets another thread have the processor.
static inline void canns_give_way(void)
{
    sched_yield();
}

#endif
