// Trying something dangerous in a process that may die of it.
//
// C because Swift does not offer fork. Only for programs that have no threads yet.
#ifndef CANNS_ATTEMPT_H
#define CANNS_ATTEMPT_H

/// Starts a copy of this process. In the copy, where it returns 0, signals have their default actions, nothing is
/// removed at its end, it leaves no core file, what it prints is lost, and it is killed after `seconds` of the
/// processor's time (XCPU), which does not pass faster on a busy machine, or when it has waited for hours (ALRM).
/// Elsewhere it returns the number of the copy, or -1.
int canns_attempt_begin(unsigned seconds);

/// Gives the copy so many seconds of the processor from now on.
void canns_attempt_allow(unsigned seconds);

/// Waits for the copy. Returns its exit status (0 to 255), minus the signal that ended it, or 256.
int canns_attempt_wait(int process);

/// From now on this process gets no more than `bytes` of memory beyond what it has. Returns what
/// canns_memory_release takes; 0 where nothing was changed, because that is not known or a limit is tighter.
unsigned long long canns_memory_restrict(unsigned long long bytes);

/// Gives back the limit that was.
void canns_memory_release(unsigned long long before);

#endif
