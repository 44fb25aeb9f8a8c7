/** Audience rules: read, checked, compiled; then matched against profile records. */
@NullMarked
package dev.kitsune.engine.audience;

import org.jspecify.annotations.NullMarked;
