package dev.kitsune.engine.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The order in which answers list ids: ascending in ASCII lower case, ties by bytes; source:
 * api.md, Answers. Control plane.
 */
public final class AnswerOrder {
  /** Compares two ids. */
  public static final Comparator<String> IDS = AnswerOrder::compare;

  private AnswerOrder() {}

  private static int compare(String a, String b) {
    byte[] left = a.getBytes(StandardCharsets.UTF_8);
    byte[] right = b.getBytes(StandardCharsets.UTF_8);
    int order = Arrays.compareUnsigned(lowerCase(left), lowerCase(right));
    return order != 0 ? order : Arrays.compareUnsigned(left, right);
  }

  private static byte[] lowerCase(byte[] bytes) {
    byte[] lower = bytes.clone();
    for (int i = 0; i < lower.length; i++) {
      if (lower[i] >= 'A' && lower[i] <= 'Z') {
        lower[i] |= 0x20;
      }
    }
    return lower;
  }
}
