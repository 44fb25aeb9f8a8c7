/** Answer bytes out. */
@NullMarked
package dev.kitsune.engine.response;

import org.jspecify.annotations.NullMarked;
