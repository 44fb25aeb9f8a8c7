/** What typical profiles are, and how long it takes to merge traits into one. */
@NullMarked
package dev.kitsune.bench.profile;

import org.jspecify.annotations.NullMarked;
