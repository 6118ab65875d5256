package dev.dualclient.kits.upgrade;

import dev.dualclient.kits.BudgetedHttp;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.DefaultOAuth2TokenRequestParametersConverter;
import org.springframework.security.oauth2.client.endpoint.RestClientTokenExchangeTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.TokenExchangeGrantRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
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
        DefaultOAuth2TokenRequestParametersConverter<TokenExchangeGrantRequest> parameters =
                new DefaultOAuth2TokenRequestParametersConverter<>();
        client.setParametersConverter(request -> new UnloggedForm(parameters.convert(request)));
    }

    /** Spring's HTTP client logs the body of a request at DEBUG. */
    private static final class UnloggedForm extends LinkedMultiValueMap<String, String> {

        private static final long serialVersionUID = 1L;

        UnloggedForm(MultiValueMap<String, String> parameters) {
            super(parameters);
        }

        @Override
        public String toString() {
            return keySet().toString();
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
