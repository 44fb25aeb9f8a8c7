package dev.kitsune.engine.bytes;

/**
 * How much JSON one document may hold. Lengths are bytes as written (of a string: between its
 * quotes, escapes not decoded); depth counts open objects and arrays.
 */
public record JsonLimits(int depthMax, int numberLengthMax, int stringLengthMax, int keyCountMax) {
  /** The documented limits of a request body. */
  public static final JsonLimits DEFAULT = new JsonLimits(64, 256, 64 * 1024, 1_000);
}
