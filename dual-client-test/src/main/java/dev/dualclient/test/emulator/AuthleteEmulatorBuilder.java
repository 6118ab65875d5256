package dev.dualclient.test.emulator;

import dev.dualclient.test.emulator.state.Behaviour;
import dev.dualclient.test.emulator.state.Behaviour.Trait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Builds an {@link AuthleteEmulator}. What is not set has the documented default. Not thread-safe. */
public final class AuthleteEmulatorBuilder {

    private AuthleteVersion version = AuthleteVersion.V3_0;
    private int port;
    private EmulatedCredentials credentials = EmulatedCredentials.DEFAULT;
    private @Nullable URI issuer;
    private EmulatedService.Tokens tokens = EmulatedService.Tokens.DEFAULT;
    private Behaviour behaviour = Behaviour.DOCUMENTED;

    AuthleteEmulatorBuilder() {}

    /** Sets the version; 3.0 unless set. */
    public AuthleteEmulatorBuilder version(AuthleteVersion value) {
        version = value;
        return this;
    }

    /** Sets the port; 0, the default, takes any free one. */
    public AuthleteEmulatorBuilder port(int value) {
        if (value < 0 || value > 65535) {
            throw new IllegalArgumentException("port must be between 0 and 65535: " + value);
        }
        port = value;
        return this;
    }

    /** Sets with what the API is called. */
    public AuthleteEmulatorBuilder credentials(EmulatedCredentials value) {
        credentials = value;
        return this;
    }

    /** Sets the issuer identifier of the service; {@code http://localhost:8080} unless set. */
    public AuthleteEmulatorBuilder issuer(URI value) {
        issuer = value;
        return this;
    }

    /** Sets how long access tokens live; an hour unless set. */
    public AuthleteEmulatorBuilder accessTokenLife(Duration value) {
        tokens = new EmulatedService.Tokens(
                value, tokens.refreshToken(), tokens.authorizationCode(), tokens.kept(), tokens.idempotent());
        return this;
    }

    /** Lets a refresh leave the refresh token as it is ({@code refreshTokenKept}); off unless called. */
    public AuthleteEmulatorBuilder refreshTokenKept() {
        tokens = new EmulatedService.Tokens(
                tokens.accessToken(), tokens.refreshToken(), tokens.authorizationCode(), true, tokens.idempotent());
        return this;
    }

    /** Lets a refresh be repeated for a short while ({@code refreshTokenIdempotent}); off unless called. */
    public AuthleteEmulatorBuilder refreshTokenIdempotent() {
        tokens = new EmulatedService.Tokens(
                tokens.accessToken(), tokens.refreshToken(), tokens.authorizationCode(), tokens.kept(), true);
        return this;
    }

    /**
     * Lets {@code client-get} and the like leave out {@code clientSecret} and {@code oldClientSecret}. Unless called, they
     * show the secret in clear.
     */
    public AuthleteEmulatorBuilder secretsHidden() {
        behaviour = behaviour.with(Trait.SECRETS_HIDDEN);
        return this;
    }

    /** Sets how forms are read; {@link FormParsing#FIRST_VALUE} unless set. */
    public AuthleteEmulatorBuilder formParsing(FormParsing value) {
        Behaviour strict = behaviour.without(Trait.LAST_VALUE_WINS).without(Trait.RAW_NAMES);
        behaviour = switch (value) {
            case FIRST_VALUE -> strict;
            case LAST_VALUE -> strict.with(Trait.LAST_VALUE_WINS);
            case RAW_NAMES -> strict.with(Trait.RAW_NAMES);
        };
        return this;
    }

    /**
     * Sets how many tokens one call of {@code auth-token-revoke} by client or subject ends at most; 20 unless set, which is
     * what the vendor's library documents.
     */
    public AuthleteEmulatorBuilder bulkRevocationLimit(int value) {
        if (value < 1) {
            throw new IllegalArgumentException("a call has to end one token at least: " + value);
        }
        behaviour = behaviour.withBulkRevocationLimit(value);
        return this;
    }

    /**
     * Lets the rows of a token list move forward by one place after each page, the first to the end, as if an earlier row had
     * left and another had come; off unless called. A reader of pages side by side misses one row at each border.
     */
    public AuthleteEmulatorBuilder shiftingLists() {
        behaviour = behaviour.with(Trait.LISTS_SHIFT);
        return this;
    }

    /**
     * Lets every other page of a token list, the first one included, lack its last row, although {@code totalCount} counts
     * it; off unless called.
     */
    public AuthleteEmulatorBuilder missingRows() {
        behaviour = behaviour.with(Trait.ROWS_MISSING);
        return this;
    }

    /**
     * Lets every page of a token list but the first begin with the last row of the page before, so that it is one row longer
     * than asked for; off unless called.
     */
    public AuthleteEmulatorBuilder repeatedRows() {
        behaviour = behaviour.with(Trait.ROWS_REPEATED);
        return this;
    }

    /**
     * Lets a token list take no notice of {@code tokenStatus}, which the vendor's library sends and neither OpenAPI file
     * describes; off unless called.
     */
    public AuthleteEmulatorBuilder tokenStatusIgnored() {
        behaviour = behaviour.with(Trait.TOKEN_STATUS_IGNORED);
        return this;
    }

    /**
     * Lets the first {@code auth-introspection} of an expired access token remove it, so that the next one answers that it does
     * not exist; off unless called. That its refresh token goes on living is assumed.
     */
    public AuthleteEmulatorBuilder expiredTokensRemoved() {
        behaviour = behaviour.with(Trait.EXPIRED_TOKENS_REMOVED);
        return this;
    }

    /**
     * Lets tokens that nobody has used for 90 days be removed, whenever they expire, and those that have expired, once a
     * day of the emulator's clock; off unless called. An introspection, a call of userinfo and a refresh are uses.
     */
    public AuthleteEmulatorBuilder unusedTokensSwept() {
        behaviour = behaviour.with(Trait.UNUSED_TOKENS_SWEPT);
        return this;
    }

    /** Lets a dry run of a batch create its tokens, as if the parameter were not known; off unless called. */
    public AuthleteEmulatorBuilder dryRunIgnored() {
        behaviour = behaviour.with(Trait.DRY_RUN_IGNORED);
        return this;
    }

    /** Lets {@code auth-introspection-standard} know no refresh tokens; off unless called. */
    public AuthleteEmulatorBuilder refreshTokensNotIntrospected() {
        behaviour = behaviour.with(Trait.REFRESH_TOKENS_NOT_INTROSPECTED);
        return this;
    }

    /** Lets any client end any token by {@code auth-revocation}, whoever owns it; off unless called. */
    public AuthleteEmulatorBuilder strangersRevoke() {
        behaviour = behaviour.with(Trait.STRANGERS_REVOKE);
        return this;
    }

    /** Lets token lists name tokens by hashes that are not the SHA-256 of their values; off unless called. */
    public AuthleteEmulatorBuilder otherListHashes() {
        behaviour = behaviour.with(Trait.OTHER_LIST_HASHES);
        return this;
    }

    /** Lets {@code auth-introspection-standard} leave out {@code cnf} (RFC 9449 section 6.2); off unless called. */
    public AuthleteEmulatorBuilder confirmationHidden() {
        behaviour = behaviour.with(Trait.CONFIRMATION_HIDDEN);
        return this;
    }

    /**
     * Sets how many clients the access token of 3.0 may view: those that came first; all of them unless set. The others are
     * missing from lists without an error, and answered as clients that there are not where an operator's call names them.
     * At 2.3 it has no effect.
     */
    public AuthleteEmulatorBuilder clientsInView(int value) {
        if (value < 0) {
            throw new IllegalArgumentException("a number of clients is not negative: " + value);
        }
        behaviour = behaviour.withClientsInView(value);
        return this;
    }

    /**
     * Starts the emulator.
     *
     * @throws UncheckedIOException if the port is taken
     */
    public AuthleteEmulator start() {
        try {
            return AuthleteEmulator.start(service(), port);
        } catch (IOException failed) {
            throw new UncheckedIOException("port " + port + " cannot be listened on", failed);
        }
    }

    /** Returns what the emulator would be started with. */
    EmulatedService service() {
        EmulatedService service = EmulatedService.of(version)
                .withCredentials(credentials)
                .withTokens(tokens)
                .withBehaviour(behaviour);
        return issuer == null ? service : service.withIssuer(issuer);
    }
}
