/**
 * Inputs for tests and benchmarks: requests, environments and expected answers as resources, and
 * seeded generators where a file would be too large. What each file is: README.md of this module.
 */
@NullMarked
package dev.kitsune.testdata;

import org.jspecify.annotations.NullMarked;
