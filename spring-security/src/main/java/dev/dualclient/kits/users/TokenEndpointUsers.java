package dev.dualclient.kits.users;

import dev.dualclient.kits.BudgetedHttp;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClient.RequestHeadersSpec.ConvertibleClientHttpResponse;

/**
 * The users behind a token endpoint, whose passwords are checked by the password grant. Its tokens are used for the UserInfo
 * endpoint, and are not kept. {@code invalid_grant} is a refusal; any other error is no answer, for it says something of
 * this application and not of the user. Thread-safe.
 */
final class TokenEndpointUsers implements OldUsers {

    private static final Logger LOG = LoggerFactory.getLogger(TokenEndpointUsers.class);
    private static final ParameterizedTypeReference<Map<String, Object>> JSON = new ParameterizedTypeReference<>() {};

    private final UsersProperties.TokenEndpoint settings;
    private final RestClient http;

    TokenEndpointUsers(UsersProperties.TokenEndpoint settings, Duration budget) {
        this.settings = settings;
        this.http = BudgetedHttp.client(budget);
    }

    @Override
    public OldAnswer check(String name, String password) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "password");
        form.put("username", name);
        form.put("password", password);
        if (settings.scope() != null) {
            form.put("scope", settings.scope());
        }
        return Objects.requireNonNull(http.post()
                .uri(Objects.requireNonNull(settings.uri()))
                .headers(headers -> headers.setBasicAuth(
                        Objects.requireNonNull(settings.clientId()), Objects.requireNonNull(settings.clientSecret())))
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .accept(MediaType.APPLICATION_JSON)
                .body(BudgetedHttp.form(form))
                .exchange((request, response) -> answer(name, response)));
    }

    private OldAnswer answer(String name, ConvertibleClientHttpResponse response) throws IOException {
        HttpStatusCode status = response.getStatusCode();
        boolean ok = status.isSameCodeAs(HttpStatus.OK);
        if (!ok && !status.isSameCodeAs(HttpStatus.BAD_REQUEST)) {
            LOG.warn("The token endpoint of the old system answers {}", status);
            return new OldAnswer.Unavailable();
        }
        Map<String, Object> json = response.bodyTo(JSON);
        if (ok && json != null && json.get("access_token") instanceof String token) {
            return accepted(name, token);
        }
        Object error = json == null ? null : json.get("error");
        if ("invalid_grant".equals(error)) {
            return new OldAnswer.Refused();
        }
        LOG.warn("The token endpoint of the old system answers {} without a token or invalid_grant", status);
        return new OldAnswer.Unavailable();
    }

    private OldAnswer accepted(String name, String token) {
        if (settings.userinfoUri() == null) {
            return new OldAnswer.Accepted(OldUser.named(name));
        }
        Map<String, Object> claims = http.get()
                .uri(settings.userinfoUri())
                .headers(headers -> headers.setBearerAuth(token))
                .retrieve()
                .body(JSON);
        if (claims != null && claims.get(settings.nameClaim()) instanceof String known && !known.isBlank()) {
            return new OldAnswer.Accepted(OldUser.named(known));
        }
        LOG.warn("UserInfo of the old system has no claim {}", settings.nameClaim());
        return new OldAnswer.Unavailable();
    }
}
