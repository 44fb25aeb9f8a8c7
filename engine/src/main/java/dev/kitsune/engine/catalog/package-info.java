/** Environments: their configuration read whole, compiled, and swapped atomically. */
@NullMarked
package dev.kitsune.engine.catalog;

import org.jspecify.annotations.NullMarked;
