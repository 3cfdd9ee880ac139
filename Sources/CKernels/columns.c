#include "columns.h"
#include "kernel.h"

#include <math.h>

// Aim: for each column c of a matrix v its sum, s_c <- s_c + sum_r v_rc, and its value of largest magnitude.
//
// Columns are taken in panels of 32, whose sums stay in registers while all rows pass; panel after panel. Each column
// is summed in the order of its rows, so that the bits do not depend on the width of vectors.

// Columns whose sums stay in registers while the rows pass.
#define PANEL 32

KERNEL(
    void, canns_reduce_columns,
    (const float *rows, size_t rowCount, size_t columns, double *sums, float *range),
    (rows, rowCount, columns, sums, range))
{
    float low[PANEL], high[PANEL];
    for (size_t lane = 0; lane < PANEL; lane++) {
        low[lane] = INFINITY;
        high[lane] = -INFINITY;
    }
    size_t column = 0;
    for (; column + PANEL <= columns; column += PANEL) {
        double total[PANEL];
        for (size_t lane = 0; lane < PANEL; lane++) total[lane] = sums[column + lane];
        const float *values = rows + column;
        for (size_t row = 0; row < rowCount; row++, values += columns) {
            for (size_t lane = 0; lane < PANEL; lane++) {
                const float value = values[lane];
                total[lane] += (double)value;
                // What is not a number is neither less nor greater.
                low[lane] = value < low[lane] ? value : low[lane];
                high[lane] = value > high[lane] ? value : high[lane];
            }
        }
        for (size_t lane = 0; lane < PANEL; lane++) sums[column + lane] = total[lane];
    }
    for (; column < columns; column++) {
        for (size_t row = 0; row < rowCount; row++) {
            const float value = rows[row * columns + column];
            sums[column] += (double)value;
            low[0] = value < low[0] ? value : low[0];
            high[0] = value > high[0] ? value : high[0];
        }
    }
    for (size_t lane = 0; lane < PANEL; lane++) {
        range[0] = low[lane] < range[0] ? low[lane] : range[0];
        range[1] = high[lane] > range[1] ? high[lane] : range[1];
    }
}

KERNEL(
    void, canns_peak_columns,
    (const float *rows, size_t rowCount, size_t columns, float *peaks),
    (rows, rowCount, columns, peaks))
{
    for (size_t row = 0; row < rowCount; row++, rows += columns) {
        for (size_t column = 0; column < columns; column++) {
            const float value = rows[column];
            peaks[column] = fabsf(value) > fabsf(peaks[column]) ? value : peaks[column];
        }
    }
}
