package dev.kitsune.engine.audience;

import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.event.EventBatch;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A field of events that where conditions read, found once per event and then tested; source:
 * audiences.md, Where conditions and Operators. Immutable; the value found stands in the scratch.
 * Data plane.
 */
final class ConditionField {
  private static final Pattern DOT = Pattern.compile("\\.");

  private final EventField field;
  private final byte[] name;
  private final byte[][] path;

  ConditionField(EventField field, String name) {
    this.field = field;
    this.name = (field.isNamed() ? name : utmParameter(field)).getBytes(StandardCharsets.UTF_8);
    String[] names = DOT.split(name, -1);
    path = new byte[field == EventField.PROPERTIES && names.length > 1 ? names.length : 0][];
    for (int i = 0; i < path.length; i++) {
      path[i] = names[i].getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Finds the value of this field in an event. */
  void read(EventBatch events, int event, EventScratch scratch) {
    scratch.isFound = false;
    scratch.node = JsonTape.NONE;
    switch (field) {
      case PAGE_URL -> readText(events, events.pageUrl(event), scratch);
      case PAGE_PATH -> readText(events, events.pagePath(event), scratch);
      case PAGE_REFERRER -> readText(events, events.pageReferrer(event), scratch);
      case PAGE_QUERY -> QueryParameter.read(events, event, name, scratch);
      case CAMPAIGN_NAME -> readCampaign(events, event, events.campaignName(event), scratch);
      case CAMPAIGN_SOURCE -> readCampaign(events, event, events.campaignSource(event), scratch);
      case CAMPAIGN_MEDIUM -> readCampaign(events, event, events.campaignMedium(event), scratch);
      case CAMPAIGN_TERM -> readCampaign(events, event, events.campaignTerm(event), scratch);
      case CAMPAIGN_CONTENT -> readCampaign(events, event, events.campaignContent(event), scratch);
      case PROPERTIES -> scratch.node = property(events.tape(), events.properties(event));
    }
  }

  /** Tests the value that the last read found. */
  boolean test(ValueTest test, EventBatch events, EventScratch scratch) {
    if (field == EventField.PROPERTIES) {
      return JsonValueTest.test(test, events.tape(), scratch.node, scratch.decoded);
    }
    return scratch.isFound
        ? test.testText(scratch.text.array(), scratch.text.offset(), scratch.text.length())
        : test.testMissing();
  }

  private static void readText(EventBatch events, int node, EventScratch scratch) {
    if (node != JsonTape.NONE && events.tape().kind(node) == JsonTape.STRING) {
      events.text(node, scratch.text);
      scratch.isFound = true;
    }
  }

  private void readCampaign(EventBatch events, int event, int node, EventScratch scratch) {
    readText(events, node, scratch);
    if (!scratch.isFound || scratch.text.length() == 0) {
      scratch.isFound = false;
      QueryParameter.read(events, event, name, scratch);
    }
  }

  private int property(JsonTape tape, int properties) {
    if (properties == JsonTape.NONE) {
      return JsonTape.NONE;
    }
    int literal = tape.member(properties, name);
    if (literal != JsonTape.NONE || path.length == 0) {
      return literal;
    }
    int node = properties;
    for (int i = 0; i < path.length && node != JsonTape.NONE; i++) {
      node = tape.kind(node) == JsonTape.OBJECT ? tape.member(node, path[i]) : JsonTape.NONE;
    }
    return node;
  }

  private static String utmParameter(EventField field) {
    return switch (field) {
      case CAMPAIGN_NAME -> "utm_campaign";
      case CAMPAIGN_SOURCE -> "utm_source";
      case CAMPAIGN_MEDIUM -> "utm_medium";
      case CAMPAIGN_TERM -> "utm_term";
      case CAMPAIGN_CONTENT -> "utm_content";
      default -> "";
    };
  }
}
