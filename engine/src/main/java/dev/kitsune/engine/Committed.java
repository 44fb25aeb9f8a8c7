package dev.kitsune.engine;

/**
 * What a typed call gave, to be handed out once it is durable.
 *
 * @param sequence of its commit
 */
record Committed<T>(T value, long sequence) {}
