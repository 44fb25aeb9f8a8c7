package dev.kitsune.engine.catalog;

import dev.kitsune.engine.audience.AudienceCatchUp;
import dev.kitsune.engine.audience.AudienceCatchUp.Compiled;
import dev.kitsune.engine.audience.AudienceSet;
import dev.kitsune.engine.profile.DerivedPart;
import dev.kitsune.engine.profile.ProfileRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What changed between the last versions of an environment and the present one, so that a record
 * that one of them left decides only that. Immutable, for any thread; made on the control plane,
 * read on the data plane.
 */
final class EarlierVersions {
  /** How many versions are known. */
  static final int COUNT_MAX = 8;

  static final EarlierVersions NONE = new EarlierVersions(Map.of());

  /* The newest first. */
  private final long[] hashes;
  private final CatchUp[] catchUps;

  private EarlierVersions(Map<Long, CatchUp> byHash) {
    hashes = byHash.keySet().stream().mapToLong(Long::longValue).toArray();
    catchUps = byHash.values().toArray(CatchUp[]::new);
  }

  /**
   * Those of the version that follows another.
   *
   * @param derivedHash of the version that follows
   */
  static EarlierVersions after(
      Environment previous, EnvironmentDefinition definition, AudienceSet set, long derivedHash) {
    if (previous.derivedHash() == derivedHash) {
      return previous.earlier();
    }
    CatchUp step =
        new CatchUp(
            AudienceCatchUp.between(
                previous.compiledAudiences(), new Compiled(definition.audiences(), set)),
            previous.definition().experiences().equals(definition.experiences()));
    Map<Long, CatchUp> byHash = new LinkedHashMap<>();
    byHash.put(previous.derivedHash(), step);
    EarlierVersions earlier = previous.earlier();
    for (int i = 0; i < earlier.hashes.length && byHash.size() < COUNT_MAX; i++) {
      if (earlier.hashes[i] != derivedHash) {
        byHash.put(earlier.hashes[i], earlier.catchUps[i].then(step, set));
      }
    }
    return new EarlierVersions(byHash);
  }

  /** The way from the version that made a record's derived part; null if it is none of these. */
  @Nullable CatchUp catchUp(ProfileRecord record) {
    for (int i = 0; i < hashes.length; i++) {
      if (DerivedPart.isOf(record, hashes[i])) {
        return catchUps[i];
      }
    }
    return null;
  }
}
