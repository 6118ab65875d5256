package dev.dualclient.sample.demo;

import dev.dualclient.sample.demo.ClientCalls.Answer;
import jakarta.servlet.http.HttpSession;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;

/** A client application in miniature: it logs a user in and uses the tokens that it gets, all in sight. */
@Controller
@ConditionalOnBean(DemoBackends.class)
final class ClientApp {

    private static final String GRANT = ClientApp.class.getName() + ".grant";
    private static final String ANSWER = ClientApp.class.getName() + ".answer";
    private static final String BEFORE = ClientApp.class.getName() + ".before";
    private static final String PAGE = "redirect:/demo/client";

    private final ClientCalls calls;
    private final RecentCalls recentCalls;
    private final URI server;

    ClientApp(ClientCalls calls, RecentCalls recentCalls, DemoBackends backends) {
        this.calls = calls;
        this.recentCalls = recentCalls;
        this.server = backends.issuer();
    }

    /** Returns where the authorization server sends the user back to. */
    static URI redirectUri(URI server) {
        return URI.create(server + "/demo/callback");
    }

    /** Stands for the pages of a client about itself. */
    @GetMapping({"/demo/policy", "/demo/terms"})
    String about() {
        return "about";
    }

    /** Begins the code flow (RFC 6749 section 4.1) with PKCE (RFC 7636). */
    @GetMapping("/demo/login/{id}")
    String logIn(@PathVariable String id, HttpSession session) {
        DemoClient client = DemoClient.find(id);
        if (client == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        Grant grant = Grant.begin(client);
        session.setAttribute(GRANT, grant);
        session.removeAttribute(ANSWER);
        session.setAttribute(BEFORE, recentCalls.count());
        return "redirect:"
                + UriComponentsBuilder.fromUriString(server + "/api/authorization")
                        .queryParam("response_type", "code")
                        .queryParam("client_id", client.id())
                        .queryParam("redirect_uri", "{redirectUri}")
                        .queryParam("scope", "{scope}")
                        .queryParam("state", grant.state())
                        .queryParam("code_challenge", grant.challenge())
                        .queryParam("code_challenge_method", "S256")
                        .encode()
                        .buildAndExpand(redirectUri(server), "openid profile email")
                        .toUriString();
    }

    /** Takes the answer of the authorization server, redeems the code, and takes the code out of the address bar. */
    @GetMapping("/demo/callback")
    String callBack(@RequestParam Map<String, String> parameters, HttpSession session) {
        Grant grant = (Grant) session.getAttribute(GRANT);
        if (grant == null || !grant.state().equals(parameters.get("state"))) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        String code = parameters.get("code");
        if (code == null) {
            String error = parameters.getOrDefault("error", "unknown");
            session.setAttribute(
                    ANSWER, new Answer("The client got no code", HttpStatus.OK.value(), Map.of("error", error)));
            return PAGE;
        }
        return keep(session, grant, calls.redeem(grant, code));
    }

    /** Shows what the client has. */
    @GetMapping("/demo/client")
    String show(HttpSession session, Model model) {
        model.addAttribute("grant", session.getAttribute(GRANT));
        model.addAttribute("answer", session.getAttribute(ANSWER));
        Object before = session.getAttribute(BEFORE);
        model.addAttribute("calls", before instanceof Long earlier ? recentCalls.since(earlier) : List.of());
        return "client";
    }

    @PostMapping("/demo/client/refresh")
    String refresh(HttpSession session) {
        Grant grant = (Grant) session.getAttribute(GRANT);
        session.setAttribute(BEFORE, recentCalls.count());
        return grant == null ? PAGE : keep(session, grant, calls.refresh(grant));
    }

    @PostMapping("/demo/client/introspect")
    String introspect(HttpSession session) {
        return use(session, calls::introspect);
    }

    @PostMapping("/demo/client/userinfo")
    String userInfo(HttpSession session) {
        return use(session, calls::userInfo);
    }

    @PostMapping("/demo/client/revoke")
    String revoke(HttpSession session) {
        return use(session, calls::revoke);
    }

    private String use(HttpSession session, Function<Grant, Answer> call) {
        Grant grant = (Grant) session.getAttribute(GRANT);
        if (grant != null) {
            session.setAttribute(BEFORE, recentCalls.count());
            session.setAttribute(ANSWER, call.apply(grant));
        }
        return PAGE;
    }

    /** A refused request leaves the client with the tokens that it had. */
    private static String keep(HttpSession session, Grant grant, Answer answer) {
        session.setAttribute(ANSWER, answer);
        if (answer.status() == HttpStatus.OK.value()) {
            session.setAttribute(GRANT, grant.with(answer.values()));
        }
        return PAGE;
    }
}
