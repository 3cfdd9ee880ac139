#include "rows.h"
#include "wide.h"

// Aim: the sums over and along rows that all blocked rules share.
//
//     z_rc <- scale_c z_rc + step_c gram_r        z_rc <- scale_c z_rc        s_k <- s_k + alpha a_k + beta b_k
//     sum_k a_k²        sum_k b_k²        sum_k (a_k - b_k)²        sum_k |row_k - a_k|
//
// Each value is read once, so there is nothing to block. A sum of squares is kept in sixteen partial sums, one for each
// lane of a vector, which are added at the end in the order of the lanes.

KERNEL(
    void, canns_blend_rows,
    (float *z, size_t rows, size_t columns, const float *restrict scale, const float *restrict step, const float *gram),
    (z, rows, columns, scale, step, gram))
{
    for (size_t row = 0; row < rows; row++) {
        const float inner = gram[row];
        float *restrict values = z + row * columns;
        for (size_t column = 0; column < columns; column++) {
            values[column] = fused(instructions, scale[column], values[column], step[column] * inner);
        }
    }
}

KERNEL(
    void, canns_scale_rows,
    (float *z, size_t rows, size_t columns, const float *restrict scale),
    (z, rows, columns, scale))
{
    for (size_t row = 0; row < rows; row++) {
        float *restrict values = z + row * columns;
        for (size_t column = 0; column < columns; column++) values[column] *= scale[column];
    }
}

KERNEL(
    void, canns_add_two,
    (float *restrict sum, size_t count, float alpha, const float *restrict a, float beta, const float *restrict b),
    (sum, count, alpha, a, beta, b))
{
    for (size_t index = 0; index < count; index++)
        sum[index] = fused(instructions, beta, b[index], fused(instructions, alpha, a[index], sum[index]));
}

KERNEL(double, canns_square_sum, (const float *a, size_t count), (a, count))
{
    WideDouble sums = 0;
    size_t index = 0;
    for (; index + WIDTH <= count; index += WIDTH) {
        const WideDouble value = __builtin_convertvector(WIDE_CONSTANT(a + index), WideDouble);
        sums += value * value;
    }
    double sum = 0;
    for (; index < count; index++) sum += (double)a[index] * (double)a[index];
    for (int lane = 0; lane < WIDTH; lane++) sum += sums[lane];
    return sum;
}

KERNEL(void, canns_square_sums, (const float *a, const float *b, size_t count, double *out), (a, b, count, out))
{
    WideDouble own = 0, other = 0, difference = 0;
    size_t index = 0;
    for (; index + WIDTH <= count; index += WIDTH) {
        const WideDouble first = __builtin_convertvector(WIDE_CONSTANT(a + index), WideDouble);
        const WideDouble second = __builtin_convertvector(WIDE_CONSTANT(b + index), WideDouble);
        const WideDouble gap = first - second;
        own += first * first;
        other += second * second;
        difference += gap * gap;
    }
    out[0] = out[1] = out[2] = 0;
    for (; index < count; index++) {
        const double first = a[index], second = b[index], gap = first - second;
        out[0] += first * first;
        out[1] += second * second;
        out[2] += gap * gap;
    }
    for (int lane = 0; lane < WIDTH; lane++) {
        out[0] += own[lane];
        out[1] += other[lane];
        out[2] += difference[lane];
    }
}

KERNEL(
    void, canns_absolute_distances,
    (const float *rows, size_t rowCount, size_t count, const float *a, float *out),
    (rows, rowCount, count, a, out))
{
    for (size_t row = 0; row < rowCount; row++) {
        const float *values = rows + row * count;
        double total = 0;
        size_t index = 0;
        while (index + WIDTH <= count) {
            // Partial sums of at most 64 values each, which keeps rounding below that of a value.
            size_t end = index + 64 * WIDTH;
            if (end > count) end = count;
            Wide sums = 0;
            for (; index + WIDTH <= end; index += WIDTH)
                sums += __builtin_elementwise_abs(WIDE_CONSTANT(values + index) - WIDE_CONSTANT(a + index));
            for (int lane = 0; lane < WIDTH; lane++) total += (double)sums[lane];
        }
        for (; index < count; index++) total += __builtin_fabs((double)values[index] - (double)a[index]);
        out[row] = (float)total;
    }
}
