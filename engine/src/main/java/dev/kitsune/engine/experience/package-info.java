/**
 * Experience definitions and which variant a profile gets. A definition is read and compiled; of a
 * record and its audiences {@link dev.kitsune.engine.experience.ExperienceSelector} makes picks,
 * for each by {@link dev.kitsune.engine.experience.VariantDecider}: the exclusion group's choice,
 * then a variant that the profile keeps, then traffic and distribution; {@link
 * dev.kitsune.engine.experience.ExperienceExplainer} says which of these decided.
 */
@NullMarked
package dev.kitsune.engine.experience;

import org.jspecify.annotations.NullMarked;
