/** The words for what can go wrong. Every step may use them; this step imports nothing of ours. */
@NullMarked
package dev.kitsune.engine.error;

import org.jspecify.annotations.NullMarked;
