// MPI as Swift can see it: communicators, types and operations are macros, which the importer drops. Nothing but calls of
// MPI belongs in this file. All calls are among all processes; each returns MPI's error code, 0 for none.
#ifndef CANNS_CMPI_SHIM_H
#define CANNS_CMPI_SHIM_H

#include <mpi.h>
#include <stddef.h>
#include <stdint.h>

/// Joins the others; errors are returned from then on, and end nobody.
static inline int cmpi_start(int *rank, int *count) {
    int given = 0;
    int error = MPI_Init_thread(NULL, NULL, MPI_THREAD_FUNNELED, &given);
    if (!error) error = MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    if (!error) error = MPI_Comm_rank(MPI_COMM_WORLD, rank);
    if (!error) error = MPI_Comm_size(MPI_COMM_WORLD, count);
    return error;
}

static inline int cmpi_finish(void) { return MPI_Finalize(); }

/// The smallest of all values, everywhere.
static inline int cmpi_smallest(int64_t *value) {
    return MPI_Allreduce(MPI_IN_PLACE, value, 1, MPI_INT64_T, MPI_MIN, MPI_COMM_WORLD);
}

/// What `root` has, everywhere.
static inline int cmpi_share(void *bytes, int count, int root) {
    return MPI_Bcast(bytes, count, MPI_BYTE, root, MPI_COMM_WORLD);
}

/// Groups of `size` numbers from all processes, everywhere: counts[r] groups of rank r from group starts[r] on.
static inline int cmpi_gather(float *groups, int size, const int *counts, const int *starts) {
    MPI_Datatype group;
    int error = MPI_Type_contiguous(size, MPI_FLOAT, &group);
    if (!error) error = MPI_Type_commit(&group);
    if (!error) error = MPI_Allgatherv(MPI_IN_PLACE, 0, group, groups, counts, starts, group, MPI_COMM_WORLD);
    int end = MPI_Type_free(&group);
    return error ? error : end;
}

#endif
