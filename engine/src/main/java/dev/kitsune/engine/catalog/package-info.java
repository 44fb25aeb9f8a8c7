/**
 * Environments: their configuration read whole, compiled, and swapped atomically. What comes in are
 * the files of a folder, in any of three forms: plain, held against {@link
 * dev.kitsune.engine.catalog.EnvironmentSchema}; a Contentful export; a Contentful delivery answer.
 * {@link dev.kitsune.engine.catalog.EnvironmentReader} makes them one definition, {@link
 * dev.kitsune.engine.catalog.Catalog} compiles it and puts it in use, {@link
 * dev.kitsune.engine.catalog.ConfigurationWatch} does so again when files change.
 */
@NullMarked
package dev.kitsune.engine.catalog;

import org.jspecify.annotations.NullMarked;
