/** The report: what is measured in which order, judged against the targets, and written down. */
@NullMarked
package dev.kitsune.bench.report;

import org.jspecify.annotations.NullMarked;
