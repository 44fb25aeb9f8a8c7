/** Request bytes in, checked events out: positions into the request, no strings. */
@NullMarked
package dev.kitsune.engine.event;

import org.jspecify.annotations.NullMarked;
