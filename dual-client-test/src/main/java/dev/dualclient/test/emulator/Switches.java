package dev.dualclient.test.emulator;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The switches of {@link AuthleteEmulatorBuilder} as words of a command line. */
final class Switches {

    private static final Map<String, UnaryOperator<AuthleteEmulatorBuilder>> BY_NAME = new TreeMap<>();

    static {
        BY_NAME.put("secrets-hidden", AuthleteEmulatorBuilder::secretsHidden);
        BY_NAME.put("form-last-value", builder -> builder.formParsing(FormParsing.LAST_VALUE));
        BY_NAME.put("form-raw-names", builder -> builder.formParsing(FormParsing.RAW_NAMES));
        BY_NAME.put("shifting-lists", AuthleteEmulatorBuilder::shiftingLists);
        BY_NAME.put("missing-rows", AuthleteEmulatorBuilder::missingRows);
        BY_NAME.put("repeated-rows", AuthleteEmulatorBuilder::repeatedRows);
        BY_NAME.put("token-status-ignored", AuthleteEmulatorBuilder::tokenStatusIgnored);
        BY_NAME.put("expired-tokens-removed", AuthleteEmulatorBuilder::expiredTokensRemoved);
        BY_NAME.put("unused-tokens-swept", AuthleteEmulatorBuilder::unusedTokensSwept);
        BY_NAME.put("dry-run-ignored", AuthleteEmulatorBuilder::dryRunIgnored);
        BY_NAME.put("refresh-tokens-not-introspected", AuthleteEmulatorBuilder::refreshTokensNotIntrospected);
        BY_NAME.put("strangers-revoke", AuthleteEmulatorBuilder::strangersRevoke);
        BY_NAME.put("other-list-hashes", AuthleteEmulatorBuilder::otherListHashes);
        BY_NAME.put("confirmation-hidden", AuthleteEmulatorBuilder::confirmationHidden);
        BY_NAME.put("refresh-token-kept", AuthleteEmulatorBuilder::refreshTokenKept);
        BY_NAME.put("refresh-token-idempotent", AuthleteEmulatorBuilder::refreshTokenIdempotent);
    }

    private Switches() {}

    /** Returns the names of all switches. */
    static String names(String separator) {
        return String.join(separator, BY_NAME.keySet());
    }

    /**
     * Sets switches.
     *
     * @param names their names, separated by commas; none if empty
     * @throws IllegalArgumentException if there is no such switch
     */
    static void set(String names, AuthleteEmulatorBuilder builder) {
        for (String name : names.isEmpty() ? new String[0] : names.split(",", -1)) {
            UnaryOperator<AuthleteEmulatorBuilder> chosen = BY_NAME.get(name);
            if (chosen == null) {
                throw new IllegalArgumentException("There is no switch " + name + ".");
            }
            chosen.apply(builder);
        }
    }
}
