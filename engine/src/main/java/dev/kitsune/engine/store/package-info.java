/** Where records live and how commands reach them; the only package that sees Chronicle types. */
@NullMarked
package dev.kitsune.engine.store;

import org.jspecify.annotations.NullMarked;
