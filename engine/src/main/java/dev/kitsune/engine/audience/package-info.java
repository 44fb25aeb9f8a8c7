/**
 * Audience rules: read, checked, compiled; then matched against profile records.
 *
 * <p>A file's rules become {@link dev.kitsune.engine.audience.AudienceRule}s, those become chains
 * of tests on shared facts in an {@link dev.kitsune.engine.audience.AudienceSet}. An event, or the
 * clock, marks the inputs that it changed in {@link dev.kitsune.engine.audience.ChangedInputs}; an
 * {@link dev.kitsune.engine.audience.AudienceMatcher} decides the audiences that read one of them,
 * then those that name an audience that flipped. Between two versions of an environment an {@link
 * dev.kitsune.engine.audience.AudienceCatchUp} says what else is to be decided.
 *
 * <p>Why a profile is in an audience tells an {@link
 * dev.kitsune.engine.audience.AudienceExplainer}: the rules as a tree, each with the fact that the
 * chain tests.
 */
@NullMarked
package dev.kitsune.engine.audience;

import org.jspecify.annotations.NullMarked;
