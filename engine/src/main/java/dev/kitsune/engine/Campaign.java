package dev.kitsune.engine;

import dev.kitsune.engine.bytes.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * The campaign that an event came by; null for what is not known. Immutable.
 *
 * @param name {@code utm_campaign}
 * @param source {@code utm_source}
 * @param medium {@code utm_medium}
 * @param term {@code utm_term}
 * @param content {@code utm_content}
 */
public record Campaign(
    @Nullable String name,
    @Nullable String source,
    @Nullable String medium,
    @Nullable String term,
    @Nullable String content) {
  /** The campaign that a page's {@code utm_} parameters tell. */
  public static Campaign of(Page page) {
    return new Campaign(
        page.query().get("utm_campaign"),
        page.query().get("utm_source"),
        page.query().get("utm_medium"),
        page.query().get("utm_term"),
        page.query().get("utm_content"));
  }

  void write(JsonWriter json) {
    json.beginMember("campaign")
        .member("name", name)
        .member("source", source)
        .member("medium", medium)
        .member("term", term)
        .member("content", content)
        .endMember();
  }
}
