/** The profile record: its byte layout, session clock, traits, counters and rings. */
@NullMarked
package dev.kitsune.engine.profile;

import org.jspecify.annotations.NullMarked;
