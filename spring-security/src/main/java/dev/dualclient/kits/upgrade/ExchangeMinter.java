package dev.dualclient.kits.upgrade;

import dev.dualclient.kits.BudgetedHttp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.RestClientTokenExchangeTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.TokenExchangeGrantRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.web.client.RestClient;

/** Exchanges legacy tokens at an authorization server (RFC 8693), by Spring Security's client. */
final class ExchangeMinter implements TokenMinter {

    private final ClientRegistration registration;
    private final RestClientTokenExchangeTokenResponseClient client = new RestClientTokenExchangeTokenResponseClient();

    ExchangeMinter(ClientRegistration registration, Duration budget) {
        this.registration = registration;
        client.setRestClient(RestClient.builder()
                .requestFactory(BudgetedHttp.requests(budget))
                .configureMessageConverters(converters -> converters
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                .build());
        client.setParametersCustomizer(
                parameters -> parameters.replaceAll((name, values) -> new UnloggedValues(values)));
    }

    /** Spring's HTTP client logs the form of a request at DEBUG. */
    private static final class UnloggedValues extends ArrayList<String> {

        private static final long serialVersionUID = 1L;

        UnloggedValues(List<String> values) {
            super(values);
        }

        @Override
        public String toString() {
            return "[" + size() + " values]";
        }
    }

    @Override
    public Minted mint(Order order) {
        OAuth2AccessToken legacy = new OAuth2AccessToken(
                OAuth2AccessToken.TokenType.BEARER, order.legacy().value(), null, null);
        OAuth2AccessToken fresh = client.getTokenResponse(new TokenExchangeGrantRequest(registration, legacy, null))
                .getAccessToken();
        return new Minted(fresh.getTokenValue(), Objects.requireNonNullElse(fresh.getExpiresAt(), Instant.MAX));
    }
}
