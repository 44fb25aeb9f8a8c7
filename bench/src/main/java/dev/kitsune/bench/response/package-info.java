/** How long does it take to write an answer? */
@NullMarked
package dev.kitsune.bench.response;

import org.jspecify.annotations.NullMarked;
