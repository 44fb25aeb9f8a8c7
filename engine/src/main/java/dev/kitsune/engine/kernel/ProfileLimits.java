package dev.kitsune.engine.kernel;

/**
 * How much one profile may hold; source: profiles.md, Limits.
 *
 * @param redirectCountMax how many ids of profiles that were merged into it a profile keeps; beyond
 *     these the oldest is dropped, and that id starts afresh
 */
public record ProfileLimits(
    int traitsLengthMax,
    int traitCountMax,
    int aliasCountMax,
    int redirectCountMax,
    int batchProfileCountMax) {
  /** The documented limits. */
  public static final ProfileLimits DEFAULT = new ProfileLimits(512 * 1024, 1_000, 32, 256, 50);
}
