/**
 * The pure function from records and a command to new records and an answer. What a host adds
 * stands here, too: {@link dev.kitsune.engine.kernel.EventAdmission} for rates, {@link
 * dev.kitsune.engine.kernel.DeviceDetector} for devices.
 */
@NullMarked
package dev.kitsune.engine.kernel;

import org.jspecify.annotations.NullMarked;
