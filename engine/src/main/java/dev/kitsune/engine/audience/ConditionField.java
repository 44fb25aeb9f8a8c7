package dev.kitsune.engine.audience;

import dev.kitsune.engine.bytes.JsonTape;
import dev.kitsune.engine.event.EventBatch;

/**
 * A field of events that where conditions read, read once per event and then tested; source:
 * audiences.md, Where conditions and Operators. Immutable; the value read stands in the scratch.
 * Made by {@link ConditionFieldsCompiler}. Data plane.
 */
final class ConditionField {
  private final EventField field;
  private final QueryParameters parameters;
  private final int at;
  private final int path;

  /**
   * @param at number of the query parameter, or slot of the literal property; else meaningless
   * @param path slot of the property at the dotted path, or {@link PropertyPaths#NO_PATH}
   */
  ConditionField(EventField field, QueryParameters parameters, int at, int path) {
    this.field = field;
    this.parameters = parameters;
    this.at = at;
    this.path = path;
  }

  /** Reads the value of this field in an event whose parameters and properties were found. */
  void read(EventBatch events, int event, EventScratch scratch) {
    scratch.clearValue();
    switch (field) {
      case PAGE_URL -> readText(events, events.pageUrl(event), scratch);
      case PAGE_PATH -> readText(events, events.pagePath(event), scratch);
      case PAGE_REFERRER -> readText(events, events.pageReferrer(event), scratch);
      case PAGE_QUERY -> parameters.read(events, at, scratch);
      case CAMPAIGN_NAME -> readCampaign(events, events.campaignName(event), scratch);
      case CAMPAIGN_SOURCE -> readCampaign(events, events.campaignSource(event), scratch);
      case CAMPAIGN_MEDIUM -> readCampaign(events, events.campaignMedium(event), scratch);
      case CAMPAIGN_TERM -> readCampaign(events, events.campaignTerm(event), scratch);
      case CAMPAIGN_CONTENT -> readCampaign(events, events.campaignContent(event), scratch);
      case PROPERTIES -> readProperty(events, PropertyPaths.node(at, path, scratch), scratch);
      case VARIANT_INDEX -> scratch.readNumber(events.exposedVariantIndex(event));
    }
  }

  /** Tests the value that the last read found. */
  static boolean test(Comparison test, EventBatch events, EventScratch scratch) {
    if (!scratch.isFound) {
      return test.testMissing();
    }
    if (scratch.array != JsonTape.NONE && test.isContains()) {
      return JsonComparison.test(test, events.tape(), scratch.array, scratch.element);
    }
    return test.testText(scratch.text.array(), scratch.text.offset(), scratch.text.length());
  }

  private static void readText(EventBatch events, int node, EventScratch scratch) {
    if (node != JsonTape.NONE && events.tape().kind(node) == JsonTape.STRING) {
      scratch.readValue(events, node);
    }
  }

  private void readCampaign(EventBatch events, int node, EventScratch scratch) {
    readText(events, node, scratch);
    if (!scratch.isFound || scratch.text.length() == 0) {
      scratch.clearValue();
      parameters.read(events, at, scratch);
    }
  }

  private static void readProperty(EventBatch events, int node, EventScratch scratch) {
    if (node != JsonTape.NONE && events.tape().kind(node) != JsonTape.NULL) {
      scratch.readValue(events, node);
      scratch.array = events.tape().kind(node) == JsonTape.ARRAY ? node : JsonTape.NONE;
    }
  }
}
