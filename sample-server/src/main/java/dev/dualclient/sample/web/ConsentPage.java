package dev.dualclient.sample.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page on which a user who has logged in agrees to what a client asks for, or does not. */
@Controller
final class ConsentPage {

    static final String PATH = "/consent";

    private final PendingAuthorizations pendings;

    ConsentPage(PendingAuthorizations pendings) {
        this.pendings = pendings;
    }

    @GetMapping(PATH)
    ModelAndView show(@RequestParam String request, HttpServletRequest http, @Nullable Authentication user) {
        HttpSession session = http.getSession(false);
        PendingAuthorization pending = pendings.find(session, request);
        if (pending == null) {
            return gone();
        }
        Login login = Login.of(user);
        if (login == null || !pending.accepts(login)) {
            throw new InsufficientAuthenticationException("the client asks for a newer login");
        }
        return page(pending, HttpStatus.OK);
    }

    /** Returns the page for a request. */
    static ModelAndView page(PendingAuthorization pending, HttpStatus status) {
        ModelAndView page = new ModelAndView("consent", "pending", pending);
        page.addObject("unavailable", status == HttpStatus.SERVICE_UNAVAILABLE);
        page.setStatus(status);
        return page;
    }

    /** Returns the page for a request that was answered already or that the session no longer has. */
    static ModelAndView gone() {
        return Failure.of(
                        HttpStatus.BAD_REQUEST,
                        "invalid_request",
                        "This request has been answered or has expired. Please start again at the application.")
                .page();
    }
}
