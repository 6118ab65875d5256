package dev.dualclient.sample.device;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.DeviceCompleteRequest;
import com.authlete.common.dto.DeviceCompleteRequest.Result;
import com.authlete.common.dto.DeviceCompleteResponse.Action;
import dev.dualclient.sample.user.Users;
import dev.dualclient.sample.web.Actions;
import dev.dualclient.sample.web.ConsentView;
import dev.dualclient.sample.web.Consents;
import dev.dualclient.sample.web.Failure;
import dev.dualclient.sample.web.Login;
import dev.dualclient.sample.web.PendingRequests;
import dev.dualclient.sample.web.SingleFlight;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Takes the user's decision about a device, of which the device hears when it polls next. */
@Controller
final class DeviceDecision {

    static final String PATH = "/device/decision";

    private final AuthleteApi authlete;
    private final PendingRequests<PendingDevice> pendings;
    private final Users users;
    private final Consents consents;
    private final SingleFlight presses;

    DeviceDecision(
            AuthleteApi authlete,
            PendingRequests<PendingDevice> pendings,
            Users users,
            Consents consents,
            SingleFlight presses) {
        this.authlete = authlete;
        this.pendings = pendings;
        this.users = users;
        this.consents = consents;
        this.presses = presses;
    }

    /** Ends the request, which is forgotten only once a backend has taken the decision. */
    @PostMapping(PATH)
    ModelAndView decide(
            @RequestParam String request,
            @RequestParam String decision,
            HttpSession session,
            HttpServletResponse response,
            Authentication user) {
        PendingDevice pending = pendings.find(session, request);
        Login login = Login.of(user);
        if (pending == null) {
            return ConsentView.gone();
        }
        if (login == null) {
            throw new InsufficientAuthenticationException("nobody is logged in");
        }
        boolean agreed = decision.equals("authorize");
        try {
            Action action = presses.run(session.getId() + request, () -> complete(session, request, login, agreed));
            return switch (action == null ? Action.USER_CODE_NOT_EXIST : action) {
                case SUCCESS -> ConsentView.done(pending, agreed);
                case INVALID_REQUEST, USER_CODE_EXPIRED, USER_CODE_NOT_EXIST -> ConsentView.gone();
                case SERVER_ERROR -> Failure.serverError().page();
            };
        } catch (AuthleteApiException unanswered) {
            return ConsentView.again(pending, PATH, unanswered, response);
        }
    }

    /** Returns how the request ended, {@code null} if it has ended before. */
    private @Nullable Action complete(HttpSession session, String request, Login login, boolean agreed) {
        PendingDevice pending = pendings.find(session, request);
        if (pending == null) {
            return null;
        }
        Action action = Actions.known(
                authlete.deviceComplete(completion(pending, login, agreed)).getAction());
        pendings.remove(session, pending);
        if (agreed && action == Action.SUCCESS) {
            consents.add(login.subject(), pending.clientId(), pending.scopeNames());
        }
        return action;
    }

    private DeviceCompleteRequest completion(PendingDevice pending, Login login, boolean agreed) {
        DeviceCompleteRequest completion = new DeviceCompleteRequest().setUserCode(pending.userCode());
        return agreed
                ? completion
                        .setResult(Result.AUTHORIZED)
                        .setSubject(login.subject())
                        .setAuthTime(login.at().getEpochSecond())
                        .setAcr(Login.ACR)
                        .setClaims(users.claims(login.subject(), pending.claims()))
                : completion.setResult(Result.ACCESS_DENIED);
    }
}
