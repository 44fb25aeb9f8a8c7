/** Bytes in and out: strict JSON with positions, text in UTF-8, numbers, growable output. */
@NullMarked
package dev.kitsune.engine.bytes;

import org.jspecify.annotations.NullMarked;
