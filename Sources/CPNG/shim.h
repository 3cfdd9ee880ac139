#include <png.h>
#include <zlib.h>

// Macros of libpng's simplified interface that the Swift importer drops.

static inline png_uint_32 canns_png_format_gray(void) { return PNG_FORMAT_GRAY; }
static inline png_uint_32 canns_png_format_rgb(void) { return PNG_FORMAT_RGB; }
static inline png_uint_32 canns_png_format_rgba(void) { return PNG_FORMAT_RGBA; }
static inline png_uint_32 canns_png_format_linear_rgba(void) { return PNG_FORMAT_LINEAR_RGB_ALPHA; }
static inline png_uint_32 canns_png_flag_fast(void) { return PNG_IMAGE_FLAG_FAST; }

/// Upper bound, in bytes, of the file that png_image_write_to_memory writes for this image.
static inline size_t canns_png_size_bound(const png_image *image)
{
    return PNG_IMAGE_PNG_SIZE_MAX(*image);
}
