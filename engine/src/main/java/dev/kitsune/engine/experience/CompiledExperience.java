package dev.kitsune.engine.experience;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.JsonEscapes;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One experience ready to be decided and answered: hashes with their prefixes mixed in, bounds of
 * the distribution, and the bytes of the answer for each variant index. Immutable, for any thread;
 * built on the control plane, read on the data plane.
 */
public final class CompiledExperience {
  /** Says that the experience does not apply. */
  public static final int NOT_APPLYING = -1;

  private final String id;
  private final double traffic;
  private final VisitorHash trafficHash;
  private final VisitorHash distributionHash;
  private final WeightBounds distribution;
  private final boolean isSticky;
  private final byte[][] selectedJson;
  private final byte[][] changesJson;
  private final SelectedExperience[] selected;
  private final Change[][] changes;

  CompiledExperience(ExperienceDefinition definition) {
    id = definition.id();
    traffic = definition.traffic();
    trafficHash = new VisitorHash("traffic-" + id + "-");
    distributionHash = new VisitorHash("distribution-" + id + "-");
    distribution = new WeightBounds(definition.distribution());
    isSticky = definition.sticky();
    int count = definition.distribution().size();
    selectedJson = new byte[Math.max(count, 1)][];
    changesJson = new byte[Math.max(count, 1)][];
    selected = SelectedExperience.of(definition, selectedJson.length);
    changes = Change.of(definition, selectedJson.length);
    for (int variantIndex = 0; variantIndex < selectedJson.length; variantIndex++) {
      selectedJson[variantIndex] = selectedJson(definition, variantIndex);
      changesJson[variantIndex] = changesJson(definition, variantIndex);
    }
  }

  public String id() {
    return id;
  }

  /** The variant index of a visitor whose audience matches, or {@link #NOT_APPLYING}. */
  public int decide(VisitorId visitor) {
    if (!(traffic > trafficUnit(visitor))) {
      return NOT_APPLYING;
    }
    return pick(distributionUnit(visitor));
  }

  /** What has to be below {@link #traffic}. */
  double trafficUnit(VisitorId visitor) {
    return visitor.unit(trafficHash);
  }

  /** What {@link #pick} is given. */
  double distributionUnit(VisitorId visitor) {
    return visitor.unit(distributionHash);
  }

  double traffic() {
    return traffic;
  }

  WeightBounds distribution() {
    return distribution;
  }

  /** The first index whose bounds, both included, hold {@code share}; else 0. */
  int pick(double share) {
    return Math.max(0, distribution.indexOf(share));
  }

  /** Whether a profile keeps this variant once it was shown. */
  public boolean keeps(int variantIndex) {
    return isSticky && variantIndex < variantCount();
  }

  /** Number of variant indexes, the baseline's included: that of the weights, at least 1. */
  public int variantCount() {
    return selectedJson.length;
  }

  /** A comma and the entry of {@code experiences} for this variant; not to be written to. */
  byte[] selectedJson(int variantIndex) {
    return selectedJson[variantIndex];
  }

  /** The entries of {@code changes} for this variant, a comma before each; may be empty. */
  byte[] changesJson(int variantIndex) {
    return changesJson[variantIndex];
  }

  /** What {@link #selectedJson} says, as values. */
  public SelectedExperience selected(int variantIndex) {
    return selected[variantIndex];
  }

  /** What {@link #changesJson} says, as values; not to be written to. */
  public Change[] changes(int variantIndex) {
    return changes[variantIndex];
  }

  private static byte[] selectedJson(ExperienceDefinition definition, int variantIndex) {
    ByteSink out = new ByteSink(256);
    putRaw(out, ",{\"experienceId\":");
    putString(out, definition.id());
    putRaw(out, ",\"variantIndex\":" + variantIndex + ",\"variants\":{");
    String separator = "";
    for (ExperienceDefinition.Component component : definition.components()) {
      if (component instanceof ExperienceDefinition.EntryReplacement replacement) {
        putRaw(out, separator);
        putString(out, replacement.baselineId());
        putRaw(out, ":");
        putString(out, chosen(replacement.variantIds(), replacement.baselineId(), variantIndex));
        separator = ",";
      }
    }
    putRaw(out, definition.sticky() ? "},\"sticky\":true}" : "}}");
    return out.toBytes();
  }

  private static byte[] changesJson(ExperienceDefinition definition, int variantIndex) {
    ByteSink out = new ByteSink(256);
    for (ExperienceDefinition.Component component : definition.components()) {
      if (component instanceof ExperienceDefinition.InlineVariable variable) {
        putRaw(out, ",{\"key\":");
        putString(out, variable.key());
        putRaw(out, ",\"type\":\"Variable\",\"value\":");
        putRaw(out, chosen(variable.variantsJson(), variable.baselineJson(), variantIndex));
        putRaw(out, ",\"meta\":{\"experienceId\":");
        putString(out, definition.id());
        putRaw(out, ",\"variantIndex\":" + variantIndex + "}}");
      }
    }
    return out.toBytes();
  }

  static String chosen(List<String> variants, String baseline, int variantIndex) {
    boolean isBaseline = variantIndex == 0 || variantIndex > variants.size();
    return isBaseline ? baseline : variants.get(variantIndex - 1);
  }

  private static void putRaw(ByteSink out, String json) {
    out.put(json.getBytes(StandardCharsets.UTF_8));
  }

  private static void putString(ByteSink out, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.put((byte) '"');
    JsonEscapes.encode(utf8, 0, utf8.length, out);
    out.put((byte) '"');
  }
}
