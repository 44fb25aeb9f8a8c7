/** Requests over the socket, sent by a plan that does not wait for answers. */
@NullMarked
package dev.kitsune.bench.socket;

import org.jspecify.annotations.NullMarked;
