/** How fast is the strict check of a request body, and reading an event's fields out of it? */
@NullMarked
package dev.kitsune.bench.bytes;

import org.jspecify.annotations.NullMarked;
