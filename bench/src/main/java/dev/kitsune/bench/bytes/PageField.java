package dev.kitsune.bench.bytes;

import java.nio.charset.StandardCharsets;

/** The fields that every reader of this package takes from a page event; indices and names. */
public final class PageField {
  static final int TYPE = 0;
  static final int MESSAGE_ID = 1;
  static final int CHANNEL = 2;
  static final int LIBRARY_NAME = 3;
  static final int LIBRARY_VERSION = 4;
  static final int TIMESTAMP = 5;
  static final int PATH = 6;
  public static final int URL = 7;
  static final int REFERRER = 8;
  static final int SEARCH = 9;
  static final int QUERY = 10;
  static final int PROPERTIES = 11;
  static final int COUNT = 12;

  static final byte[] EVENTS_KEY = name("events");
  static final byte[] TYPE_KEY = name("type");
  static final byte[] MESSAGE_ID_KEY = name("messageId");
  static final byte[] CHANNEL_KEY = name("channel");
  static final byte[] CONTEXT_KEY = name("context");
  static final byte[] LIBRARY_KEY = name("library");
  static final byte[] NAME_KEY = name("name");
  static final byte[] VERSION_KEY = name("version");
  static final byte[] TIMESTAMP_KEY = name("timestamp");
  static final byte[] PAGE_KEY = name("page");
  static final byte[] PATH_KEY = name("path");
  static final byte[] URL_KEY = name("url");
  static final byte[] REFERRER_KEY = name("referrer");
  static final byte[] SEARCH_KEY = name("search");
  static final byte[] QUERY_KEY = name("query");
  static final byte[] PROPERTIES_KEY = name("properties");

  private PageField() {}

  private static byte[] name(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
