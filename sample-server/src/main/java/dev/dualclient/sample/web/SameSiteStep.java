package dev.dualclient.sample.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Finds the user of a request that another site has sent by POST. Browsers leave a cookie with {@code SameSite=Lax} out
 * of it, and a session that began here would replace the user's own. So the answer is a page of this site that sends the
 * same parameters again by itself, and then the cookie comes with them.
 */
public final class SameSiteStep {

    /** The query of the second request. It ends the matter for browsers that do not say where a request comes from. */
    private static final String DONE = "same-site";

    private SameSiteStep() {}

    /** Whether a request is a POST of another site without a session. */
    public static boolean isNeeded(HttpServletRequest request) {
        if (!HttpMethod.POST.matches(request.getMethod()) || request.getRequestedSessionId() != null) {
            return false;
        }
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("cross-site");
        }
        // Browsers say so over TLS and on this machine only. They always name the origin of a form.
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin != null && !DONE.equals(request.getQueryString()) && !origin.equals(origin(request));
    }

    private static String origin(HttpServletRequest request) {
        return ServletUriComponentsBuilder.fromRequestUri(request)
                .replacePath(null)
                .build()
                .toUriString();
    }

    /**
     * Returns the page that sends the parameters again.
     *
     * @param parameters the body of the request, form-encoded
     */
    public static ModelAndView page(HttpServletRequest request, String parameters) {
        List<Entry<String, String>> fields = RequestParameters.pairs(parameters).stream()
                .map(pair -> Map.entry(pair.getKey(), RequestParameters.decoded(pair.getValue())))
                .toList();
        ModelAndView page = new ModelAndView("again", "fields", fields);
        page.addObject("target", request.getRequestURI() + "?" + DONE);
        return page;
    }
}
