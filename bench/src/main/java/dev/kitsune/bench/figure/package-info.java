/** Figures of the commands beside the report, told as they come and judged as the report does. */
@NullMarked
package dev.kitsune.bench.figure;

import org.jspecify.annotations.NullMarked;
