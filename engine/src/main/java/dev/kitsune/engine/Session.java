package dev.kitsune.engine;

/**
 * A profile's present session. Immutable.
 *
 * @param id a UUID
 * @param isReturningVisitor whether the profile had sessions before
 * @param landingPage the session's first page; {@link Page#NONE} until one was seen
 * @param count number of sessions, this one included
 * @param activeSessionLength from the session's first to its last event, in whole seconds
 * @param averageSessionLength of all sessions, in seconds, to the nanosecond
 */
public record Session(
    String id,
    boolean isReturningVisitor,
    Page landingPage,
    int count,
    long activeSessionLength,
    double averageSessionLength) {}
