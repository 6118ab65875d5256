package dev.dualclient.sample.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;

/** The login page. What it posts is checked by Spring Security. */
@Controller
final class LoginPage {

    static final String PATH = "/login";

    static final String RETRY_AFTER = "retry after seconds";

    /** Where a login is forwarded to that was not looked at. */
    static final String LATER = "/login/later";

    private final PendingRequests<PendingAuthorization> pendings;

    LoginPage(PendingRequests<PendingAuthorization> pendings) {
        this.pendings = pendings;
    }

    /** Asks for patience. */
    @RequestMapping(LATER)
    String later(
            @RequestAttribute(name = RETRY_AFTER, required = false) @Nullable Long seconds,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        if (seconds != null) {
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            response.setHeader(HttpHeaders.RETRY_AFTER, seconds.toString());
            model.addAttribute("retryAfter", seconds);
        }
        return show(request, model);
    }

    @GetMapping(PATH)
    String show(HttpServletRequest request, Model model) {
        Continuation continuation = Continuation.of(request);
        PendingAuthorization pending = pendings.find(request.getSession(false), continuation.requestId());
        model.addAttribute("continuation", continuation.path());
        if (pending != null) {
            model.addAttribute("clientName", pending.clientName());
            model.addAttribute("loginHint", pending.loginHint());
        }
        return "login";
    }
}
