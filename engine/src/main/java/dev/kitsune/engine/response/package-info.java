/**
 * Answer bytes out; and {@link dev.kitsune.engine.response.Explanation}s, why an answer is what it
 * is.
 */
@NullMarked
package dev.kitsune.engine.response;

import org.jspecify.annotations.NullMarked;
