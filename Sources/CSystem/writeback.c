#if defined(__linux__)
// For sync_file_range.
#define _GNU_SOURCE
#endif

#include "writeback.h"

#include <fcntl.h>

void canns_start_writing_back(int descriptor)
{
#if defined(__linux__)
    (void)sync_file_range(descriptor, 0, 0, SYNC_FILE_RANGE_WRITE);
#else
    (void)descriptor;
#endif
}
