/** How long does it take to select experiences and their variants? */
@NullMarked
package dev.kitsune.bench.experience;

import org.jspecify.annotations.NullMarked;
