package dev.kitsune.engine.bytes;

/**
 * Walks the members of a JSON object that passed the strict check, without a tape. Does not look
 * for faults: of other bytes it may read past the end. Keys and values are offsets in the array,
 * which must stay untouched meanwhile. Owned by one thread.
 */
public final class CheckedMembers {
  private byte[] json = new byte[0];
  private int at;
  private int keyStart;
  private int keyLength;
  private int valueStart;
  private int valueEnd;

  /** Begins before the first member of the object whose brace is at {@code offset}. */
  public CheckedMembers begin(byte[] newJson, int offset) {
    json = newJson;
    at = CheckedJson.skipSpace(newJson, offset + 1);
    return this;
  }

  /** Goes to the next member; false after the last. */
  public boolean next() {
    if (json[at] == '}') {
      return false;
    }
    int keyEnd = CheckedJson.valueEnd(json, at);
    keyStart = at + 1;
    keyLength = keyEnd - 1 - keyStart;
    valueStart = CheckedJson.skipSpace(json, CheckedJson.skipSpace(json, keyEnd) + 1);
    valueEnd = CheckedJson.valueEnd(json, valueStart);
    at = CheckedJson.nextElement(json, valueEnd);
    return true;
  }

  /** First byte of the key after its opening quote. */
  public int keyStart() {
    return keyStart;
  }

  /** Bytes of the key without its quotes, escapes not decoded. */
  public int keyLength() {
    return keyLength;
  }

  /** First byte of the value. */
  public int valueStart() {
    return valueStart;
  }

  /** Bytes of the value. */
  public int valueLength() {
    return valueEnd - valueStart;
  }
}
