/** Experience definitions and which variant a profile gets. */
@NullMarked
package dev.kitsune.engine.experience;

import org.jspecify.annotations.NullMarked;
