/** The pure function from records and a command to new records and an answer. */
@NullMarked
package dev.kitsune.engine.kernel;

import org.jspecify.annotations.NullMarked;
