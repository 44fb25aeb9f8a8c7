package dev.kitsune.engine.audience;

/** The comparison operators of audience rules; wire names and meaning: audiences.md, Operators. */
public enum Operator {
  EQUAL,
  NOT_EQUAL,
  CONTAINS,
  DOES_NOT_CONTAIN,
  STARTS_WITH,
  ENDS_WITH,
  MATCHES,
  GREATER_THAN,
  GREATER_THAN_INCLUSIVE,
  LESS_THAN,
  LESS_THAN_INCLUSIVE,
  IN,
  NOT_IN,
  EXISTS,
  NOT_EXISTS
}
