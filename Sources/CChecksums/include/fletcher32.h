// The checksum of HDF5's chunks. Swift cannot compile one function for several instruction sets; C can.

#ifndef CANNS_FLETCHER32_H
#define CANNS_FLETCHER32_H

#include <stddef.h>
#include <stdint.h>

/// Fletcher's checksum of 16-bit big-endian words as HDF5's filter computes it: second sum in the upper half. An odd
/// byte at the end counts as the upper byte of a word.
uint32_t canns_fletcher32(const void *data, size_t length);

#endif
