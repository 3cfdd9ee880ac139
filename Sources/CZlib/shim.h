#include <zlib.h>

// Macros that the Swift importer drops.

/// Prepares to unpack what gzip packed.
static inline int canns_inflate_gzip(z_stream *stream) { return inflateInit2(stream, 15 + 16); }

/// Prepares to unpack bare deflate data, as in zip archives.
static inline int canns_inflate_bare(z_stream *stream) { return inflateInit2(stream, -15); }
