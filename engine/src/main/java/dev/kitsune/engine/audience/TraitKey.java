package dev.kitsune.engine.audience;

import dev.kitsune.engine.bytes.ByteSink;
import dev.kitsune.engine.bytes.JsonEscapes;
import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.profile.ProfileRecord;
import dev.kitsune.engine.profile.Traits;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A trait's key as rules name it: literally, and as a dotted path into a trait that is an object.
 * Equal keys are equal. Immutable; built on the control plane, read on the data plane.
 */
final class TraitKey {
  private static final Pattern DOT = Pattern.compile("\\.");

  private final String key;
  private final byte[] canonical;
  /* The path's first name as a trait's key, the others as names of members; empty without a dot. */
  private final byte[][] path;

  TraitKey(String key) {
    this.key = key;
    canonical = canonical(key);
    String[] names = DOT.split(key, -1);
    path = new byte[names.length < 2 ? 0 : names.length][];
    for (int i = 0; i < path.length; i++) {
      path[i] = i == 0 ? canonical(names[0]) : names[i].getBytes(StandardCharsets.UTF_8);
    }
  }

  /** The key in the escapes in which records keep it. */
  byte[] canonical() {
    return canonical;
  }

  /** The keys of the traits that this one is read from: itself, and the path's beginning. */
  List<TraitKey> readKeys() {
    return path.length == 0
        ? List.of(this)
        : List.of(this, new TraitKey(key.substring(0, key.indexOf('.'))));
  }

  /** Finds the value at the path and leaves it in the scratch; false if there is none. */
  boolean findPath(ProfileRecord record, FactScratch scratch) {
    if (path.length == 0
        || Traits.find(record, path[0], 0, path[0].length, scratch.value) == Traits.NONE
        || scratch.value.at(0) != '{') {
      return false;
    }
    scratch.parse();
    JsonTape tape = scratch.tape;
    int node = 0;
    for (int i = 1; i < path.length && node != JsonTape.NONE; i++) {
      node = tape.kind(node) == JsonTape.OBJECT ? tape.member(node, path[i]) : JsonTape.NONE;
    }
    if (node == JsonTape.NONE) {
      return false;
    }
    int quote = tape.kind(node) == JsonTape.STRING ? 1 : 0;
    scratch.value.wrap(tape.bytes(), tape.start(node) - quote, tape.length(node) + 2 * quote);
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TraitKey that && Arrays.equals(canonical, that.canonical);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(canonical);
  }

  @Override
  public String toString() {
    return key;
  }

  private static byte[] canonical(String name) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    ByteSink out = new ByteSink(utf8.length + 8);
    JsonEscapes.encode(utf8, 0, utf8.length, out);
    return out.toBytes();
  }
}
