/** What durability costs: updates with a journal, commits, compaction, restarts. */
@NullMarked
package dev.kitsune.bench.journal;

import org.jspecify.annotations.NullMarked;
