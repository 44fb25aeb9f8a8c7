/**
 * The HTTP server, in the order in which one request becomes one answer. Imports point only back
 * along this way.
 *
 * <ol>
 *   <li>{@link dev.kitsune.server.route}: from a request to the engine's call, and from its outcome
 *       to status and JSON
 *   <li>{@link dev.kitsune.server.metrics}: what operators see of it all
 *   <li>this package: sockets and HTTP framing on Netty, the command line, start and stop
 * </ol>
 */
@NullMarked
package dev.kitsune.server;

import org.jspecify.annotations.NullMarked;
