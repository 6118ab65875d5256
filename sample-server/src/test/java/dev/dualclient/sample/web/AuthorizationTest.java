package dev.dualclient.sample.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.AuthorizationFailRequest;
import com.authlete.common.dto.AuthorizationFailRequest.Reason;
import com.authlete.common.dto.AuthorizationFailResponse;
import com.authlete.common.dto.AuthorizationIssueRequest;
import com.authlete.common.dto.AuthorizationIssueResponse;
import com.authlete.common.dto.AuthorizationRequest;
import com.authlete.common.dto.AuthorizationResponse;
import com.authlete.common.dto.Client;
import com.authlete.common.dto.Scope;
import com.authlete.common.types.Prompt;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebClient;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.ArgumentCaptor;

class AuthorizationTest extends ServerTest {

    private static final String CONTENT = "{\"error\":\"made_up\"}";

    private final WebClient browser = new WebClient();
    private final AuthorizationResponse valid = new AuthorizationResponse();

    @BeforeEach
    void aBrowserAndAValidRequest() {
        browser.getOptions().setThrowExceptionOnFailingStatusCode(false);
        browser.getOptions().setJavaScriptEnabled(false);
        valid.setAction(AuthorizationResponse.Action.INTERACTION);
        valid.setTicket("the-ticket");
        valid.setClient(new Client().setClientId(7).setClientName("Paper & Co."));
        valid.setScopes(new Scope[] {new Scope().setName("openid"), new Scope().setName("email")});
        valid.setClaims(new String[] {"given_name"});
        when(authlete.authorization(any())).thenReturn(valid);
        AuthorizationIssueResponse issued = new AuthorizationIssueResponse();
        issued.setAction(AuthorizationIssueResponse.Action.LOCATION);
        issued.setResponseContent(uri("/style.css?issued").toString());
        when(authlete.authorizationIssue(any())).thenReturn(issued);
        AuthorizationFailResponse failed = new AuthorizationFailResponse();
        failed.setAction(AuthorizationFailResponse.Action.LOCATION);
        failed.setResponseContent(uri("/style.css?failed").toString());
        when(authlete.authorizationFail(any())).thenReturn(failed);
    }

    @AfterEach
    void closeTheBrowser() {
        browser.close();
    }

    @Test
    void aUserLogsInConsentsAndIsSentBackToTheClient() throws Exception {
        Instant before = Instant.now();
        HtmlPage consent = logIn(open("/api/authorization?scope=a&scope=b"), "john");

        assertThat(consent.asNormalizedText()).contains("Paper & Co. asks for access", "openid", "email", "john");
        Page end = press(consent, "authorize");

        assertThat(end.getUrl().getQuery()).isEqualTo("issued");
        ArgumentCaptor<AuthorizationRequest> asked = ArgumentCaptor.forClass(AuthorizationRequest.class);
        verify(authlete).authorization(asked.capture());
        assertThat(asked.getValue().getParameters()).isEqualTo("scope=a&scope=b");
        ArgumentCaptor<AuthorizationIssueRequest> sent = ArgumentCaptor.forClass(AuthorizationIssueRequest.class);
        verify(authlete).authorizationIssue(sent.capture());
        assertThat(sent.getValue().getTicket()).isEqualTo("the-ticket");
        assertThat(sent.getValue().getSubject()).isEqualTo("john");
        assertThat(sent.getValue().getAuthTime())
                .isBetween(before.getEpochSecond(), Instant.now().getEpochSecond());
        assertThat(sent.getValue().getClaims()).isEqualTo("{\"given_name\":\"John\"}");
    }

    @Test
    void aRequestMayComeByPost() throws Exception {
        HttpResponse<String> response = post("/api/authorization", "scope=a&scope=b");

        assertThat(response.statusCode()).isEqualTo(302);
        ArgumentCaptor<AuthorizationRequest> asked = ArgumentCaptor.forClass(AuthorizationRequest.class);
        verify(authlete).authorization(asked.capture());
        assertThat(asked.getValue().getParameters()).isEqualTo("scope=a&scope=b");
    }

    @Test
    void aUserWhoSaysNoIsSentBackWithAnError() throws Exception {
        HtmlPage consent = logIn(open("/api/authorization"), "john");

        Page end = press(consent, "deny");

        assertThat(end.getUrl().getQuery()).isEqualTo("failed");
        assertThat(reason()).isEqualTo(Reason.DENIED);
    }

    @Test
    void aWrongPasswordShowsTheLoginPageAgain() throws Exception {
        HtmlPage login = open("/api/authorization");
        login.<HtmlInput>getHtmlElementById("username").setValue("john");
        login.<HtmlInput>getHtmlElementById("password").setValue("jane");

        HtmlPage again = login.<HtmlButton>querySelector("main button").click();

        assertThat(again.asNormalizedText()).contains("User name or password is wrong.");
        assertThat(logIn(again, "john").asNormalizedText()).contains("asks for access");
    }

    @Test
    void theLoginPageNamesTheClientAndTheExpectedUser() throws Exception {
        valid.setLoginHint("jane");

        HtmlPage login = open("/api/authorization");

        assertThat(login.asNormalizedText()).contains("to continue to Paper & Co.");
        assertThat(login.<HtmlInput>getHtmlElementById("username").getValue()).isEqualTo("jane");
    }

    /** C9. */
    @Test
    void aDecisionThatNobodyAnsweredCanBePressedAgain() throws Exception {
        AuthleteApiException down = mock(AuthleteApiException.class);
        when(down.getStatusCode()).thenReturn(503);
        AuthorizationIssueResponse issued = authlete.authorizationIssue(new AuthorizationIssueRequest());
        when(authlete.authorizationIssue(any())).thenThrow(down).thenReturn(issued);
        HtmlPage consent = logIn(open("/api/authorization"), "john");

        HtmlPage again = (HtmlPage) press(consent, "authorize");

        assertThat(again.getWebResponse().getStatusCode()).isEqualTo(503);
        assertThat(again.getWebResponse().getResponseHeaderValue("Retry-After")).isNotEmpty();
        assertThat(again.asNormalizedText()).contains("Nothing is lost");
        assertThat(press(again, "authorize").getUrl().getQuery()).isEqualTo("issued");
    }

    @Test
    void aDecisionCountsOnce() throws Exception {
        HtmlPage consent = logIn(open("/api/authorization"), "john");
        press(consent, "authorize");

        HtmlPage second = (HtmlPage) press(consent, "authorize");

        assertThat(second.getWebResponse().getStatusCode()).isEqualTo(400);
        assertThat(second.asNormalizedText()).contains("has been answered or has expired");
        verify(authlete, times(1)).authorizationIssue(any());
    }

    @Test
    void twoTabsDoNotGetMixedUp() throws Exception {
        HtmlPage first = logIn(open("/api/authorization"), "john");
        valid.setTicket("another-ticket");
        HtmlPage second = open("/api/authorization");

        press(first, "authorize");
        press(second, "authorize");

        ArgumentCaptor<AuthorizationIssueRequest> sent = ArgumentCaptor.forClass(AuthorizationIssueRequest.class);
        verify(authlete, times(2)).authorizationIssue(sent.capture());
        assertThat(sent.getAllValues())
                .extracting(AuthorizationIssueRequest::getTicket)
                .containsExactly("the-ticket", "another-ticket");
    }

    @Test
    void aDecisionWithoutTheTokenOfItsPageIsForbidden() throws Exception {
        HtmlPage consent = logIn(open("/api/authorization"), "john");
        WebRequest forged = new WebRequest(uri("/api/authorization/decision").toURL(), HttpMethod.POST);
        forged.setRequestBody("decision=authorize&request="
                + consent.<HtmlInput>querySelector("input[name=request]").getValue());

        Page refused = browser.getPage(forged);

        assertThat(refused.getWebResponse().getStatusCode()).isEqualTo(403);
        verify(authlete, never()).authorizationIssue(any());
    }

    @Test
    void aLoginChangesTheSession() throws Exception {
        HtmlPage login = open("/api/authorization");
        String before = browser.getCookieManager().getCookie("JSESSIONID").getValue();

        logIn(login, "john");

        assertThat(browser.getCookieManager().getCookie("JSESSIONID").getValue())
                .isNotEqualTo(before);
    }

    @Test
    void whoSignsOutHasToLogInAgain() throws Exception {
        HtmlPage consent = logIn(open("/api/authorization"), "john");

        consent.<HtmlButton>querySelector("form.account button").click();

        assertThat(open("/api/authorization").getUrl().getPath()).isEqualTo("/login");
    }

    @Test
    void whoIsLoggedInIsNotAskedAgainUnlessTheClientInsists() throws Exception {
        logIn(open("/api/authorization"), "john");
        assertThat(open("/api/authorization").getUrl().getPath()).isEqualTo("/consent");

        valid.setPrompts(new Prompt[] {Prompt.LOGIN});
        HtmlPage login = open("/api/authorization");

        assertThat(login.getUrl().getPath()).isEqualTo("/login");
        assertThat(logIn(login, "john").getUrl().getPath()).isEqualTo("/consent");
    }

    @Test
    void aClientGetsNothingForAnotherUserThanItNamed() throws Exception {
        valid.setSubject("jane");
        HtmlPage consent = logIn(open("/api/authorization"), "john");

        press(consent, "authorize");

        assertThat(reason()).isEqualTo(Reason.DIFFERENT_SUBJECT);
        verify(authlete, never()).authorizationIssue(any());
    }

    @Test
    void withoutAPageNobodyIsLoggedInByDefault() throws Exception {
        valid.setAction(AuthorizationResponse.Action.NO_INTERACTION);

        HttpResponse<String> response = get("/api/authorization?prompt=none");

        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(reason()).isEqualTo(Reason.NOT_LOGGED_IN);
    }

    @Test
    void withoutAPageAConsentGivenBeforeIsNeeded() throws Exception {
        valid.setClient(new Client().setClientId(8));
        HtmlPage consent = logIn(open("/api/authorization"), "john");
        valid.setAction(AuthorizationResponse.Action.NO_INTERACTION);
        browser.getPage(uri("/api/authorization?prompt=none").toURL());
        assertThat(reason()).isEqualTo(Reason.CONSENT_REQUIRED);

        press(consent, "authorize");
        browser.getPage(uri("/api/authorization?prompt=none").toURL());

        verify(authlete, times(2)).authorizationIssue(any());
    }

    @Test
    void withoutAPageAnAuthenticationClassThatWeLackIsNotSatisfied() throws Exception {
        logIn(open("/api/authorization"), "john");
        valid.setAction(AuthorizationResponse.Action.NO_INTERACTION);
        valid.setAcrEssential(true);

        browser.getPage(uri("/api/authorization?prompt=none").toURL());

        assertThat(reason()).isEqualTo(Reason.ACR_NOT_SATISFIED);
    }

    @ParameterizedTest
    @CsvSource({"LOCATION, 302", "FORM, 200", "BAD_REQUEST, 400", "INTERNAL_SERVER_ERROR, 500"})
    void everyActionOfAnEndedRequestIsAStatus(AuthorizationResponse.Action action, int status) throws Exception {
        valid.setAction(action);
        valid.setResponseContent(action == AuthorizationResponse.Action.LOCATION ? "https://client.example/" : CONTENT);

        HttpResponse<String> response = get("/api/authorization");

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        switch (action) {
            case LOCATION ->
                assertThat(response.headers().firstValue("Location")).hasValue("https://client.example/");
            case FORM ->
                assertThat(response.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
            default -> assertThat(response.body()).isEqualTo(CONTENT);
        }
    }

    @Test
    void aBrowserGetsAPageWhereNoBackendAnswers() throws Exception {
        AuthleteApiException down = mock(AuthleteApiException.class);
        when(authlete.authorization(any())).thenThrow(down);

        HttpResponse<String> response = get("/api/authorization", "Accept", "text/html");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(response.body()).contains("Please try again.", "temporarily_unavailable");
    }

    @Test
    void pagesRunNoForeignCode() throws Exception {
        HttpResponse<String> response = get("/login");

        assertThat(response.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'", "script-src 'self'"));
        assertThat(response.headers().firstValue("X-Frame-Options")).hasValue("DENY");
    }

    private HtmlPage open(String path) throws Exception {
        return browser.getPage(uri(path).toURL());
    }

    private static HtmlPage logIn(HtmlPage login, String name) throws Exception {
        login.<HtmlInput>getHtmlElementById("username").setValue(name);
        login.<HtmlInput>getHtmlElementById("password").setValue(name);
        return login.<HtmlButton>querySelector("main button").click();
    }

    private static Page press(HtmlPage consent, String decision) throws Exception {
        return consent.<HtmlButton>querySelector("button[value=" + decision + "]")
                .click();
    }

    private Reason reason() {
        ArgumentCaptor<AuthorizationFailRequest> sent = ArgumentCaptor.forClass(AuthorizationFailRequest.class);
        verify(authlete).authorizationFail(sent.capture());
        assertThat(sent.getValue().getTicket()).isEqualTo("the-ticket");
        return sent.getValue().getReason();
    }
}
