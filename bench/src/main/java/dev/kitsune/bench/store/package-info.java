/** How long the stores take to give and take a record, beside what else one could keep it in. */
@NullMarked
package dev.kitsune.bench.store;

import org.jspecify.annotations.NullMarked;
