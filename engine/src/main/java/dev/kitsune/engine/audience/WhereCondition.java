package dev.kitsune.engine.audience;

/**
 * One where condition of a page or track rule: all of a rule's must hold on the same event. Control
 * plane.
 *
 * @param name the query parameter or the property's path; empty for the other fields
 */
public record WhereCondition(EventField field, String name, Operator operator, Operand operand) {}
