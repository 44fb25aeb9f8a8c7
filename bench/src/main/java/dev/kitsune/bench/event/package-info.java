/** How long does it take to read and check a request's events? */
@NullMarked
package dev.kitsune.bench.event;

import org.jspecify.annotations.NullMarked;
