package dev.kitsune.engine.kernel;

/** How much one profile may hold; source: profiles.md, Limits. */
public record ProfileLimits(
    int traitsLengthMax, int traitCountMax, int aliasCountMax, int batchProfileCountMax) {
  /** The documented limits. */
  public static final ProfileLimits DEFAULT = new ProfileLimits(512 * 1024, 1_000, 32, 50);
}
