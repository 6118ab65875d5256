package dev.dualclient.sample.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The login page. What it posts is checked by Spring Security. */
@Controller
final class LoginPage {

    static final String PATH = "/login";

    private final RequestCache savedRequests = new HttpSessionRequestCache();
    private final PendingRequests<PendingAuthorization> pendings;

    LoginPage(PendingRequests<PendingAuthorization> pendings) {
        this.pendings = pendings;
    }

    @GetMapping(PATH)
    String show(HttpServletRequest request, HttpServletResponse response, Model model) {
        PendingAuthorization pending = pendings.find(request.getSession(false), requestId(request, response));
        if (pending != null) {
            model.addAttribute("clientName", pending.clientName());
            model.addAttribute("loginHint", pending.loginHint());
        }
        return "login";
    }

    private @Nullable String requestId(HttpServletRequest request, HttpServletResponse response) {
        SavedRequest saved = savedRequests.getRequest(request, response);
        String[] ids = saved == null ? null : saved.getParameterValues("request");
        return ids == null || ids.length == 0 ? null : ids[0];
    }
}
