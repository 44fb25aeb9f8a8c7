/**
 * The engine, in the order in which one event becomes one answer. Imports point only back along
 * this way; {@code EventWayTest} keeps it so.
 *
 * <ol>
 *   <li>{@link dev.kitsune.engine.error}: the words for what can go wrong
 *   <li>{@link dev.kitsune.engine.bytes}: strict JSON with positions, text, numbers, output
 *   <li>{@link dev.kitsune.engine.event}: request bytes to checked events
 *   <li>{@link dev.kitsune.engine.profile}: the record that events change
 *   <li>{@link dev.kitsune.engine.audience}: rules compiled, then matched against records
 *   <li>{@link dev.kitsune.engine.experience}: which variant a profile gets
 *   <li>{@link dev.kitsune.engine.catalog}: environments, compiled and swapped whole
 *   <li>{@link dev.kitsune.engine.response}: answer bytes
 *   <li>{@link dev.kitsune.engine.kernel}: (records, command, environment, time, entropy) to
 *       (records, answer)
 *   <li>{@link dev.kitsune.engine.journal}: what was acknowledged, on disk
 *   <li>{@link dev.kitsune.engine.store}: where records live
 *   <li>this package: {@link dev.kitsune.engine.ExperienceEngine}, the only class that knows the
 *       whole way, and the words of its typed door: {@link dev.kitsune.engine.Event} in, {@link
 *       dev.kitsune.engine.Decision} out
 * </ol>
 */
@NullMarked
package dev.kitsune.engine;

import org.jspecify.annotations.NullMarked;
