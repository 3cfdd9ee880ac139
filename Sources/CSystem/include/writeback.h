// Writing to the disk before it is asked for. Swift's Glibc does not have the call.
#ifndef CANNS_WRITEBACK_H
#define CANNS_WRITEBACK_H

/// Asks the system to write all of a file that it still holds in memory, without waiting. Where the system has no
/// such call, nothing happens.
void canns_start_writing_back(int descriptor);

#endif
