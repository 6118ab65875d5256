package dev.dualclient.sample.device;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.DeviceVerificationRequest;
import com.authlete.common.dto.DeviceVerificationResponse;
import dev.dualclient.sample.web.Actions;
import dev.dualclient.sample.web.Attempts;
import dev.dualclient.sample.web.ConsentView;
import dev.dualclient.sample.web.Failure;
import dev.dualclient.sample.web.PendingRequests;
import dev.dualclient.sample.web.Replies;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The pages on which a user who has logged in names a device, by the code that it shows (RFC 8628 section 3.3). */
@Controller
final class DevicePages {

    private static final String CONSENT_PATH = "/device/consent";
    private static final int LONGEST_CODE = 64;

    private final AuthleteApi authlete;
    private final PendingRequests<PendingDevice> pendings;
    private final Attempts attempts;

    DevicePages(AuthleteApi authlete, PendingRequests<PendingDevice> pendings, Attempts attempts) {
        this.authlete = authlete;
        this.pendings = pendings;
        this.attempts = attempts;
    }

    /**
     * Asks for the code. A code in the address is shown and has to be compared with that of the device, for whoever
     * made the address may want a stranger to allow another device (section 5.4).
     */
    @GetMapping("/device")
    ModelAndView ask(@RequestParam(name = "user_code", required = false) @Nullable String userCode) {
        return page(userCode, null, HttpStatus.OK);
    }

    /** Looks for the device. */
    @PostMapping("/device")
    Object find(
            @RequestParam(name = "user_code") String userCode,
            HttpServletRequest http,
            HttpServletResponse response,
            Principal user) {
        Duration wait = attempts.take(user.getName());
        if (!wait.isZero()) {
            return later(wait, response);
        }
        if (userCode.isBlank() || userCode.length() > LONGEST_CODE) {
            return unknown();
        }
        DeviceVerificationResponse answer =
                authlete.deviceVerification(new DeviceVerificationRequest().setUserCode(userCode));
        return switch (Actions.known(answer.getAction())) {
            case VALID -> {
                attempts.giveBack(user.getName());
                PendingDevice pending = PendingDevice.of(userCode, answer);
                pendings.add(http.getSession(), pending);
                yield Replies.page(http, CONSENT_PATH + "?request=" + pending.id());
            }
            case EXPIRED ->
                page(null, "That code has expired. Please start again at the device.", HttpStatus.BAD_REQUEST);
            case NOT_EXIST -> unknown();
            case SERVER_ERROR -> Failure.serverError().page();
        };
    }

    /** Tells which device it is and what it asks for. */
    @GetMapping(CONSENT_PATH)
    ModelAndView consent(@RequestParam String request, HttpSession session) {
        PendingDevice pending = pendings.find(session, request);
        return pending == null ? ConsentView.gone() : ConsentView.of(pending, DeviceDecision.PATH);
    }

    private static ModelAndView unknown() {
        return page(null, "No device shows that code. Please type it again.", HttpStatus.BAD_REQUEST);
    }

    private static Object later(Duration wait, HttpServletResponse response) {
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(Attempts.retryAfterSeconds(wait)));
        return page(null, "Too many wrong codes. Please try again later.", HttpStatus.TOO_MANY_REQUESTS);
    }

    private static ModelAndView page(@Nullable String userCode, @Nullable String problem, HttpStatus status) {
        ModelAndView page = new ModelAndView("device");
        page.addObject("userCode", userCode);
        page.addObject("problem", problem);
        page.setStatus(status);
        return page;
    }
}
