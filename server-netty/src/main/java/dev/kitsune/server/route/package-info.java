/**
 * From a request's line, headers and body to the engine's call, and from its outcome to status and
 * JSON. Knows HTTP's words, but no network library.
 */
@NullMarked
package dev.kitsune.server.route;

import org.jspecify.annotations.NullMarked;
