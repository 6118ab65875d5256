package dev.dualclient.migration.inventory;

/**
 * A field that differs between the backends, by name; values are not told. Immutable.
 *
 * @param field the name of the field in Authlete's API; {@code extension.requestableScopes} of an inner one
 * @param severity what it means
 */
public record FieldDifference(String field, Severity severity) {}
