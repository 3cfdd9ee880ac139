// BLAS by its C interface, LAPACK by its Fortran symbols: OpenBLAS carries both in one library, and so does Accelerate.
// Beside declarations there are only names that both have in common.
#if defined(__APPLE__)

// The interface of LAPACK 3.9, whose whole numbers are int.
#define ACCELERATE_NEW_LAPACK 1
#include <Accelerate/Accelerate.h>

static inline void canns_blas_stay_on_thread(void) { BLASSetThreading(BLAS_THREADING_SINGLE_THREADED); }
static inline const char *canns_blas_version(void) { return "Accelerate"; }
static inline const char *canns_blas_kernels(void) { return ""; }

#else

#include <cblas.h>

static inline void canns_blas_stay_on_thread(void) { openblas_set_num_threads(1); }
static inline const char *canns_blas_version(void) { return openblas_get_config(); }
static inline const char *canns_blas_kernels(void) { return openblas_get_corename(); }

// Declared here because Debian's libopenblas-dev ships no header for LAPACK.
void ssyevd_(
    const char *jobz, const char *uplo, const int *n, float *a, const int *lda, float *w, float *work,
    const int *lwork, int *iwork, const int *liwork, int *info);
void dsyevd_(
    const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w, double *work,
    const int *lwork, int *iwork, const int *liwork, int *info);
void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info);
void dpotrs_(
    const char *uplo, const int *n, const int *nrhs, const double *a, const int *lda, double *b, const int *ldb,
    int *info);
void dtrtri_(const char *uplo, const char *diag, const int *n, double *a, const int *lda, int *info);

#endif
