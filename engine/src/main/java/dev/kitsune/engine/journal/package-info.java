/**
 * What was acknowledged, on disk: groups of records appended to segments, compacted to snapshots,
 * read back at the next start. Whole images of records go in, keyed by 16 bytes; what they mean is
 * another step's knowledge. The map of records is a cache of this, never the other way round.
 */
@NullMarked
package dev.kitsune.engine.journal;

import org.jspecify.annotations.NullMarked;
