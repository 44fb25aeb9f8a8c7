package dev.kitsune.engine.store;

/** The store has no room for a record; it is as it was. Carries no stack trace. */
public final class StoreFullException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreFullException(String message) {
    super(message, null, false, false);
  }
}
