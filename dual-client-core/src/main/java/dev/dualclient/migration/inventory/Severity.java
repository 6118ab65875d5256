package dev.dualclient.migration.inventory;

/** What it means that a field differs between the backends. */
public enum Severity {
    /** Tokens, subjects or clients break. */
    MUST_MATCH,
    /** It may differ on purpose, and an operator should know about it. */
    WARN,
    /** The secondary does not have the field. No difference. */
    NEW
}
