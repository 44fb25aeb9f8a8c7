/** {@code kitsune journal}: looks into, and mends, the data directory of a server that stopped. */
@NullMarked
package dev.kitsune.server.journal;

import org.jspecify.annotations.NullMarked;
