/**
 * Devices by user agent, for engines that are opened with one: {@link
 * dev.kitsune.device.UserAgentDetector}. Browser and os come from the library uap-java, the class
 * of the device from the words that browsers put into their user agents. An embedder whose rules
 * ask for no device leaves this module out.
 */
@NullMarked
package dev.kitsune.device;

import org.jspecify.annotations.NullMarked;
