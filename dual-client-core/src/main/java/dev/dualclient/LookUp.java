package dev.dualclient;

import dev.dualclient.backend.ApiAnswer;
import dev.dualclient.backend.ApiCall;
import dev.dualclient.backend.Attempt;
import dev.dualclient.backend.Outcome;
import dev.dualclient.backend.Reason;
import dev.dualclient.custody.Credential;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodyKey;
import dev.dualclient.custody.Names;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Locator;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Side;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds out, by reads alone, whether a backend holds a token, and which other token shares its row: standard
 * introspection (RFC 7662), then the token list, which names tokens by their hashes.
 */
final class LookUp {

    private static final Operation INTROSPECTION = Catalogue.operation("auth-introspection-standard");
    private static final Operation CLIENT_GET = Catalogue.operation("client-get");
    private static final Operation TOKEN_LIST = Catalogue.operation("auth-token-get-list");
    private static final Locator CLIENT = Locator.of("/responseContent#/client_id");
    private static final Locator ACTION = Locator.of("/action");
    private static final Locator RESULT_CODE = Locator.of("/resultCode");
    private static final Locator SUBJECT = Locator.of("/responseContent#/sub");
    private static final Operation EXPIRED_TOO = Catalogue.operation("auth-introspection");
    private static final Locator EXPIRED_CLIENT = Locator.of("/clientId");
    private static final Locator EXPIRED_SUBJECT = Locator.of("/subject");
    private static final int PAGE = 100;
    private static final Logger LOG = LoggerFactory.getLogger(DualClient.class);

    private final AtomicBoolean hashesDiffer = new AtomicBoolean();

    private final Custody custody;

    LookUp(Custody custody) {
        this.custody = custody;
    }

    /**
     * What a look-up found.
     *
     * @param attempt how it ended: {@link Reason#DONE} if the backend holds the token,
     *     {@link Reason#UNKNOWN_CREDENTIAL} if it does not, {@link Reason#LOOK_UP_FAILED} if that could not be found out,
     *     {@link Reason#THROTTLED} with the backend's own answer
     * @param row the keys of its row, the token's own first; empty unless the backend holds it
     * @param client the client that owns it; empty unless the backend holds it
     */
    record Finding(Attempt attempt, List<CustodyKey> row, String client) {

        static Finding none(Side side, Reason reason) {
            return new Finding(Attempt.notSent(side, reason), List.of(), "");
        }

        Reason reason() {
            return attempt.reason();
        }
    }

    /** Looks up at a backend who owns a token, and its row. */
    Finding find(Credential token, Side side, Course course) {
        Finding owner = owner(token, side, course);
        return owner.reason() == Reason.DONE ? inList(token, owner, course) : owner;
    }

    /** Looks up at a backend who owns a token; the row is the token's own key alone. */
    Finding owner(Credential token, Side side, Course course) {
        Attempt introspection = course.ask(side, introspectionOf(token));
        ApiAnswer answer = introspection.answer();
        String client = answer == null ? null : answer.value(CLIENT);
        if (introspection.outcome() == Outcome.UNRECOGNIZED) {
            return token.kind() == CredentialKind.ACCESS_TOKEN
                    ? ofExpired(token, side, course)
                    : Finding.none(side, Reason.UNKNOWN_CREDENTIAL);
        } else if (introspection.reason() == Reason.THROTTLED) {
            return new Finding(introspection, List.of(), "");
        } else if (isMalformed(introspection)) {
            return Finding.none(side, Reason.UNKNOWN_CREDENTIAL);
        } else if (introspection.outcome() != Outcome.ACCEPTED || client == null) {
            return Finding.none(side, Reason.LOOK_UP_FAILED);
        }
        return new Finding(introspection, custody.row(token), client);
    }

    /** A value that a backend calls malformed is no token of it: that is a definite answer, for it will never be another. */
    private static boolean isMalformed(Attempt introspection) {
        ApiAnswer answer = introspection.answer();
        return introspection.outcome() == Outcome.REFUSED
                && answer != null
                && (answer.status() == 200 || answer.status() == 400)
                && "BAD_REQUEST".equals(answer.value(ACTION))
                && answer.value(RESULT_CODE) != null;
    }

    /** An access token may have expired while the refresh token beside it lives: Authlete's own introspection knows both. */
    private Finding ofExpired(Credential token, Side side, Course course) {
        byte[] body = JsonMapper.shared().writeValueAsBytes(Map.of("token", token.value()));
        Attempt introspection =
                course.ask(side, ApiCall.of(EXPIRED_TOO).body(body).build());
        ApiAnswer answer = introspection.answer();
        String client = answer == null ? null : answer.value(EXPIRED_CLIENT);
        if (introspection.outcome() == Outcome.UNRECOGNIZED) {
            return Finding.none(side, Reason.UNKNOWN_CREDENTIAL);
        } else if (introspection.outcome() != Outcome.ACCEPTED && introspection.outcome() != Outcome.REFUSED
                || introspection.reason() == Reason.THROTTLED
                || answer == null
                || client == null) {
            return Finding.none(side, Reason.LOOK_UP_FAILED);
        }
        Attempt known = new Attempt(side, Reason.DONE, answer, null, introspection.elapsed());
        return new Finding(known, custody.row(token), client);
    }

    /**
     * Looks a token up at these backends until one holds it or throttles, and returns what each said.
     *
     * @param each the budget of each backend
     */
    List<Finding> findAny(Credential token, List<Side> sides, Course course, Duration each) {
        List<Finding> found = new ArrayList<>();
        for (Side side : sides) {
            Finding finding = find(token, side, course.within(each));
            found.add(finding);
            if (finding.reason() == Reason.DONE || finding.reason() == Reason.THROTTLED) {
                break;
            }
        }
        return found;
    }

    /**
     * Returns whether a token that was found belongs to a client of one of these names: {@link Reason#DONE},
     * {@link Reason#SAID_NO}, or {@link Reason#LOOK_UP_FAILED}. A client can have asked under its alias or entity id.
     */
    Reason belongsTo(Finding found, List<String> names, Course course) {
        if (names.contains(found.client())) {
            return Reason.DONE;
        }
        Attempt client = course.ask(
                found.attempt().side(),
                ApiCall.of(CLIENT_GET).path("clientId", found.client()).build());
        if (client.outcome() != Outcome.ACCEPTED) {
            return client.outcome() == Outcome.UNRECOGNIZED ? Reason.SAID_NO : Reason.LOOK_UP_FAILED;
        }
        boolean same = Revealed.names(CLIENT_GET, client).clients().stream().anyMatch(names::contains);
        return same ? Reason.DONE : Reason.SAID_NO;
    }

    /** Returns whom a backend says that it has just issued a token to; nobody if it does not say. */
    Names ownerOfIssued(Credential issued, Side side, Course course) {
        byte[] body = JsonMapper.shared().writeValueAsBytes(Map.of("token", issued.value()));
        Attempt introspection =
                course.ask(side, ApiCall.of(EXPIRED_TOO).body(body).build());
        return introspection.outcome() == Outcome.ACCEPTED ? Revealed.names(EXPIRED_TOO, introspection) : Names.NONE;
    }

    private Finding inList(Credential token, Finding owner, Course course) {
        Side side = owner.attempt().side();
        ApiAnswer answer = Objects.requireNonNull(owner.attempt().answer());
        String subject = answer.value(SUBJECT) != null ? answer.value(SUBJECT) : answer.value(EXPIRED_SUBJECT);
        String own = Custody.listedHash(token);
        int seen = 0;
        int total = 1;
        while (seen < total) {
            Attempt listing = course.ask(side, listOf(owner.client(), subject, seen));
            JsonNode list = listing.answer() == null ? null : listing.answer().json();
            if (listing.reason() == Reason.THROTTLED) {
                return new Finding(listing, List.of(), "");
            } else if (listing.outcome() != Outcome.ACCEPTED || list == null) {
                return Finding.none(side, Reason.LOOK_UP_FAILED);
            }
            JsonNode page = list.path("accessTokens");
            for (JsonNode row : page) {
                String access = row.path("accessTokenHash").asString("");
                String refresh = row.path("refreshTokenHash").asString("");
                if (own.equals(access) || own.equals(refresh)) {
                    String companion = own.equals(access) ? refresh : access;
                    return new Finding(
                            owner.attempt(),
                            custody.row(token, companion.isEmpty() ? null : companion),
                            owner.client());
                }
            }
            seen += page.size();
            total = page.isEmpty() ? 0 : list.path("totalCount").asInt(seen);
        }
        if (hashesDiffer.compareAndSet(false, true)) {
            LOG.warn(
                    "The token list of the {} does not show a token by the SHA-256 of its value, so the token beside it"
                            + " in its row is not known: after a refresh, an access token that was replaced can be accepted by"
                            + " the other backend until it expires",
                    side);
        }
        return owner;
    }

    private static ApiCall listOf(String client, @Nullable String subject, int start) {
        ApiCall.Builder list = ApiCall.of(TOKEN_LIST)
                .query("clientIdentifier", client)
                .query("start", String.valueOf(start))
                .query("end", String.valueOf(start + PAGE));
        return subject == null ? list.build() : list.query("subject", subject).build();
    }

    private static ApiCall introspectionOf(Credential token) {
        String hint = token.kind() == CredentialKind.REFRESH_TOKEN ? "refresh_token" : "access_token";
        String form = "token=" + URLEncoder.encode(token.value(), StandardCharsets.UTF_8) + "&token_type_hint=" + hint;
        return ApiCall.of(INTROSPECTION)
                .body(JsonMapper.shared().writeValueAsBytes(Map.of("parameters", form)))
                .build();
    }
}
