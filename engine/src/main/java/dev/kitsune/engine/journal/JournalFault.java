package dev.kitsune.engine.journal;

/**
 * Why a journal takes nothing.
 *
 * @param reason for people
 * @param isInDoubt whether what was written may be lost, so that only a new snapshot of all live
 *     records makes good; else a new segment does
 */
record JournalFault(String reason, boolean isInDoubt) {}
