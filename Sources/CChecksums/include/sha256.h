// SHA-256 by the instructions that processors have for it. Swift cannot use them; C can.

#ifndef CANNS_SHA256_H
#define CANNS_SHA256_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Takes `count` blocks of 64 bytes into the eight words of the digest; `constants` are the 64 of the standard. Returns
/// false, having done nothing, where the processor has no such instructions.
bool canns_sha256(uint32_t *words, const void *blocks, size_t count, const uint32_t *constants);

#endif
