package dev.kitsune.bench.bytes;

/** The parsers that are compared; ours first. */
public enum ParserKind {
  /** The engine's strict check, then a walk over its positions; makes no text. */
  TAPE {
    @Override
    PageFieldReader newReader() {
      return new PositionsReader(new TapeReader()::read);
    }
  },
  /** A strict check that records nothing, then a walk by jsoniter; makes no text. */
  CHECK_AND_JSONITER {
    @Override
    PageFieldReader newReader() {
      return new PositionsReader(new JsoniterReader()::read);
    }
  },
  /** Jackson's streaming parser, the yardstick; a String per field, as with the two below. */
  JACKSON {
    @Override
    PageFieldReader newReader() {
      return new JacksonReader();
    }
  },
  /** fastjson2's JSONReader. */
  FASTJSON2 {
    @Override
    PageFieldReader newReader() {
      return new Fastjson2Reader();
    }
  },
  /** dsl-json's JsonReader. */
  DSL_JSON {
    @Override
    PageFieldReader newReader() {
      return new DslJsonReader();
    }
  };

  abstract PageFieldReader newReader();
}
