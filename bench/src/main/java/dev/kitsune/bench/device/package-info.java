/** How long does it take to tell a device by its user agent? */
@NullMarked
package dev.kitsune.bench.device;

import org.jspecify.annotations.NullMarked;
