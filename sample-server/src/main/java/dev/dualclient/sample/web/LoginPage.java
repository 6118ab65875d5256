package dev.dualclient.sample.web;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The login page. What it posts is checked by Spring Security. */
@Controller
final class LoginPage {

    static final String PATH = "/login";

    private final PendingRequests<PendingAuthorization> pendings;

    LoginPage(PendingRequests<PendingAuthorization> pendings) {
        this.pendings = pendings;
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
