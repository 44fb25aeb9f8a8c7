/** How long does it take to decide audiences? */
@NullMarked
package dev.kitsune.bench.audience;

import org.jspecify.annotations.NullMarked;
