/** How many events a profile may get: token buckets, asked by the engine for each request. */
@NullMarked
package dev.kitsune.server.rate;

import org.jspecify.annotations.NullMarked;
