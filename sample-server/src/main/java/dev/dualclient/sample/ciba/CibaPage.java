package dev.dualclient.sample.ciba;

import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.BackchannelAuthenticationCompleteRequest.Result;
import dev.dualclient.sample.web.ConsentView;
import dev.dualclient.sample.web.Failure;
import dev.dualclient.sample.web.Login;
import dev.dualclient.sample.web.SingleFlight;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page on which a user who has logged in sees who asks for access from elsewhere, and decides. */
@Controller
final class CibaPage {

    private static final String PATH = "/ciba";
    private static final String DECISION_PATH = "/ciba/decision";

    private final PendingAuthentications pendings;
    private final Decisions decisions;
    private final SingleFlight presses;

    CibaPage(PendingAuthentications pendings, Decisions decisions, SingleFlight presses) {
        this.pendings = pendings;
        this.decisions = decisions;
        this.presses = presses;
    }

    @GetMapping(PATH)
    ModelAndView show(Authentication user) {
        ModelAndView page = new ModelAndView("ciba", "pendings", pendings.of(user.getName()));
        page.addObject("decisionPath", DECISION_PATH);
        return page;
    }

    /** Ends the request, which waits on where no answer came: the same button can be pressed again. */
    @PostMapping(DECISION_PATH)
    ModelAndView decide(
            @RequestParam String request,
            @RequestParam String decision,
            Authentication user,
            HttpServletResponse response) {
        Login login = Login.of(user);
        if (login == null) {
            throw new InsufficientAuthenticationException("nobody is logged in");
        }
        PendingAuthentication pending = pendings.find(request, login.subject());
        if (pending == null) {
            return ConsentView.gone();
        }
        boolean agreed = decision.equals("authorize");
        try {
            Boolean taken = presses.run(request, () -> carryOut(request, login, agreed));
            if (taken == null) {
                return ConsentView.gone();
            }
            return taken
                    ? ConsentView.done(pending, agreed)
                    : Failure.serverError().page();
        } catch (AuthleteApiException unanswered) {
            return ConsentView.again(pending, DECISION_PATH, unanswered, response);
        }
    }

    /** Returns whether the backend took the decision, {@code null} if the request has ended before. */
    private @Nullable Boolean carryOut(String request, Login login, boolean agreed) {
        PendingAuthentication pending = pendings.take(request, login.subject());
        return pending == null
                ? null
                : decisions.carryOut(pending, agreed ? Result.AUTHORIZED : Result.ACCESS_DENIED, login.at());
    }
}
