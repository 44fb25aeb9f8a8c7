package dev.kitsune.engine.audience;

/** An audience as configured. Control plane. */
public record AudienceDefinition(String id, String name, AudienceRule rule) {}
