package dev.kitsune.bench.bytes;

import java.io.IOException;
import java.util.List;

/** Reads the same fields of a page event as every other reader of this package. */
interface PageFieldReader {
  /** Reads one request with one page event. Returns false, or throws, if it is not JSON. */
  boolean read(byte[] body) throws IOException;

  /** The text of a field up to {@link PageField#SEARCH}. */
  String text(int field);

  /** The texts of all values inside of query and properties, in the order of the request. */
  List<String> memberTexts();
}
