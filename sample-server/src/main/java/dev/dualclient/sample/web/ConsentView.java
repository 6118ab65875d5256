package dev.dualclient.sample.web;

import com.authlete.common.api.AuthleteApiException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;

/** The page that asks a user whether a client may have what it asks for, whatever flow the request came by. */
public final class ConsentView {

    private ConsentView() {}

    /**
     * Returns the page for a request.
     *
     * @param decisionPath where the page posts {@code request}, the id of the request, and {@code decision}, which is
     *     {@code authorize} or {@code deny}
     */
    public static ModelAndView of(PendingRequest pending, String decisionPath) {
        ModelAndView page = new ModelAndView("consent", "pending", pending);
        page.addObject("decisionPath", decisionPath);
        return page;
    }

    /** Lets the user of a page choose among the scopes, some of which are ticked. */
    static ModelAndView withChoice(ModelAndView page, Set<String> ticked) {
        return page.addObject("ticked", ticked);
    }

    /**
     * Returns the page again for a decision to which no backend gave an answer: the same button can be pressed again
     * (C9).
     *
     * @throws AuthleteApiException the one given, if pressing again is of no use
     */
    public static ModelAndView again(
            PendingRequest pending,
            String decisionPath,
            AuthleteApiException unanswered,
            HttpServletResponse response) {
        Failure failure = Failure.of(unanswered);
        if (failure.status() != HttpStatus.SERVICE_UNAVAILABLE) {
            throw unanswered;
        }
        response.setHeader(HttpHeaders.RETRY_AFTER, failure.headers().getFirst(HttpHeaders.RETRY_AFTER));
        ModelAndView page = of(pending, decisionPath);
        page.addObject("unavailable", true);
        page.setStatus(failure.status());
        return page;
    }

    /** Returns the page that ends a request whose client hears of the decision in another way. */
    public static ModelAndView done(PendingRequest pending, boolean agreed) {
        return new ModelAndView("done", Map.of("pending", pending, "agreed", agreed));
    }

    /** Returns the page for a request that was answered already, or that nobody waits for any more. */
    public static ModelAndView gone() {
        return Failure.of(
                        HttpStatus.BAD_REQUEST,
                        "invalid_request",
                        "This request has been answered or has expired. Please start again at the application.")
                .page();
    }
}
