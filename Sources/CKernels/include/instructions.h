// Which instructions of the processor the kernels use. Each set gives the same bits.

#ifndef CANNS_INSTRUCTIONS_H
#define CANNS_INSTRUCTIONS_H

#include <stdbool.h>

/// Sets of instructions, each beyond the one before: those that every processor of its kind has (on Arm these are
/// NEON's), AVX2 with FMA, and AVX-512 with its parts F, BW, CD, DQ and VL.
typedef enum { CANNS_PLAIN = 1, CANNS_AVX2, CANNS_AVX512 } canns_instructions;

/// Whether the processor and the operating system have them.
bool canns_has_instructions(canns_instructions instructions);

/// Those that the kernels use: the last set that is there, unless one was chosen.
canns_instructions canns_current_instructions(void);

/// From now on the kernels use these, in all threads; they must be there.
void canns_choose_instructions(canns_instructions instructions);

#endif
