package dev.kitsune.engine.profile;

/**
 * The sections of a profile record's truth, by their index in the section table. Each class named
 * here draws its section's layout.
 */
final class Section {
  /** The id, UTF-8. */
  static final int ID = 0;

  /** The stableId, UTF-8; empty where it is the id. */
  static final int STABLE_ID = 1;

  /** The session's landing page as answered, JSON; empty until a page was seen. */
  static final int LANDING_PAGE = 2;

  /** {@link Traits}. */
  static final int TRAITS = 3;

  /** {@link StoredLocation}. */
  static final int LOCATION = 4;

  /** {@link StoredDevice}. */
  static final int DEVICE = 5;

  /** {@link Counters}. */
  static final int COUNTERS = 6;

  /** {@link Rings}. */
  static final int RINGS = 7;

  /** {@link StickyPicks}. */
  static final int STICKY = 8;

  /** Version 1 of the layout had {@link DigestRing}'s runs of events here; empty since. */
  static final int RUN_DIGESTS = 9;

  /** {@link DigestRing}. */
  static final int DIGESTS = 10;

  /** {@link IdList} of aliases. */
  static final int ALIASES = 11;

  /** {@link IdList} of ids of profiles that were merged into this one. */
  static final int REDIRECTS = 12;

  static final int COUNT = 13;

  private Section() {}
}
