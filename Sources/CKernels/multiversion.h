// One function for several instruction sets.

#ifndef CANNS_MULTIVERSION_H
#define CANNS_MULTIVERSION_H

#if defined(__x86_64__) && defined(__linux__) && !__has_feature(thread_sanitizer)
// The loader picks the best version for the processor once, at start: before Thread Sanitizer could watch it.
#define MULTIVERSION(...) __attribute__((target_clones("default", __VA_ARGS__)))
#else
#define MULTIVERSION(...)
#endif

#endif
