package dev.dualclient.migration.inventory;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One client at both backends. Immutable, and free of secrets.
 *
 * @param clientId its id at the secondary, or at the primary if that alone holds it
 * @param alias its alias at the secondary, {@code null} if it has none or may not use it
 * @param state how the backends stand to each other about it
 * @param secret how its secrets compare
 * @param differences the fields that differ, in the order of their names
 * @param primaryId its id at the primary, {@code null} if the primary does not hold it
 * @param synchronised whether the primary's migrator copies its tokens ({@code inScopeForTokenMigration})
 * @param selfManaged whether it manages itself by a registration access token (RFC 7592) at the secondary
 */
public record ClientComparison(
        String clientId,
        @Nullable String alias,
        ClientState state,
        SecretComparison secret,
        List<FieldDifference> differences,
        @Nullable String primaryId,
        boolean synchronised,
        boolean selfManaged) {

    /** Copies the differences. */
    public ClientComparison {
        differences = List.copyOf(differences);
    }

    /** Returns whether a field differs that must match. */
    public boolean mustChange() {
        return differences.stream().anyMatch(one -> one.severity() == Severity.MUST_MATCH);
    }

    /** Returns whether a field differs. */
    public boolean differsIn(String field) {
        return differences.stream().anyMatch(one -> one.field().equals(field));
    }

    /** Returns what to do about the client, {@code null} if nothing is to be done. */
    public @Nullable String advice() {
        return switch (state) {
            case SAME -> null;
            case DIFFERENT ->
                differsIn("locked")
                        ? "its lock differs: repair-metadata locks it at 3.0 if it is locked at 2.3"
                        : "run repair-metadata, or change it by hand";
            case SECRET_DIFFERS ->
                "its logins begin at 2.3: run repair-secrets before drain, or set dual-client.clients." + clientId
                        + ".stage: secondary-first";
            case ALIAS_PAIR ->
                "3.0 holds it as " + primaryId
                        + ": a migrator does not match it and its tokens are not copied; keep 2.3 until they have expired";
            case ONLY_AT_SECONDARY ->
                "import it with its id and its secret in the console of 3.0, or run import-clients";
            case ONLY_AT_PRIMARY -> null;
            case PENDING_IMPORT -> "run import-clients again, which finishes it";
            case UNREADABLE ->
                "its secret or the client itself cannot be read: use API credentials that may, or declare"
                        + " dual-client.clients." + clientId + ".secret-migrated if its secret was imported";
        };
    }
}
