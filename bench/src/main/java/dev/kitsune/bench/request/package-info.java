/** A whole request through the engine, beside its yardstick and its floor. */
@NullMarked
package dev.kitsune.bench.request;

import org.jspecify.annotations.NullMarked;
