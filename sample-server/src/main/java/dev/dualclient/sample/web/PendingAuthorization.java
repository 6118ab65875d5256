package dev.dualclient.sample.web;

import com.authlete.common.dto.AuthorizationFailRequest.Reason;
import com.authlete.common.dto.AuthorizationResponse;
import com.authlete.common.dto.Client;
import com.authlete.common.types.Prompt;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An authorization request that Authlete found valid and that waits for its user. Immutable. Its {@code toString} does
 * not show the ticket.
 *
 * @param id names this request in pages, so that two tabs of one browser do not get mixed up
 * @param ticket the ticket of the request
 * @param clientId the client that asks
 * @param clientName what the client is called in pages
 * @param links the client's logo and pages
 * @param scopes what the client asks for
 * @param claims the claims that the ID token is to have
 * @param loginHint whom the client expects to log in, {@code null} if it does not say
 * @param subject who has to be logged in, {@code null} if anybody may be
 * @param acrMissing whether the client insists on a class of authentication other than {@link Login#ACR}
 * @param authenticatedAfter the earliest time at which the user may have logged in
 * @param consentAsked whether the client wants the user to be asked, whatever the user has agreed to before
 */
record PendingAuthorization(
        String id,
        String ticket,
        long clientId,
        String clientName,
        ClientLinks links,
        List<RequestedScope> scopes,
        List<String> claims,
        @Nullable String loginHint,
        @Nullable String subject,
        boolean acrMissing,
        Instant authenticatedAfter,
        boolean consentAsked)
        implements PendingRequest {

    private static final Set<Prompt> ASK_FOR_LOGIN = Set.of(Prompt.LOGIN, Prompt.SELECT_ACCOUNT);

    /** Returns the request of which Authlete says that it is valid. */
    static PendingAuthorization of(AuthorizationResponse answer, Instant now) {
        Client client = answer.getClient();
        return new PendingAuthorization(
                UUID.randomUUID().toString(),
                answer.getTicket(),
                client.getClientId(),
                PendingRequest.clientName(client.getClientName(), client.getClientId()),
                ClientLinks.of(client),
                RequestedScope.of(answer.getScopes()),
                list(answer.getClaims()).toList(),
                answer.getLoginHint(),
                answer.getSubject(),
                answer.isAcrEssential() && list(answer.getAcrs()).noneMatch(Login.ACR::equals),
                authenticatedAfter(answer, now),
                list(answer.getPrompts()).anyMatch(Prompt.CONSENT::equals));
    }

    private static Instant authenticatedAfter(AuthorizationResponse answer, Instant now) {
        if (list(answer.getPrompts()).anyMatch(ASK_FOR_LOGIN::contains)
                || RequestParameters.asksForNewLogin(answer.getMaxAge(), answer.getRequestObjectPayload())) {
            return now;
        }
        return answer.getMaxAge() > 0 ? now.minusSeconds(answer.getMaxAge()) : Instant.EPOCH;
    }

    private static <T> Stream<T> list(T @Nullable [] values) {
        return values == null ? Stream.empty() : Stream.of(values);
    }

    /** Returns what a user allows who has ticked some scopes: those, and {@code openid}, which is no choice. */
    List<String> chosen(Set<String> ticked) {
        return scopeNames().stream()
                .filter(name -> name.equals("openid") || ticked.contains(name))
                .toList();
    }

    /** Whether the user logged in recently enough for this request. */
    boolean accepts(Login login) {
        return !login.at().isBefore(authenticatedAfter);
    }

    /** Returns why a user must not be given what was asked for, {@code null} where nothing speaks against it. */
    @Nullable
    Reason objectionTo(Login login) {
        if (subject != null && !subject.equals(login.subject())) {
            return Reason.DIFFERENT_SUBJECT;
        }
        return acrMissing ? Reason.ACR_NOT_SATISFIED : null;
    }

    @Override
    public String toString() {
        return "authorization request " + id;
    }
}
