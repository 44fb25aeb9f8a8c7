/**
 * Profiles into and out of a running server, from the command line: lines of JSON, sent to and
 * fetched from the operators' port. Control plane.
 */
@NullMarked
package dev.kitsune.server.transfer;

import org.jspecify.annotations.NullMarked;
