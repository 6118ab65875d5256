package dev.dualclient.kits.upgrade;

import dev.dualclient.kits.KitMeters;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Gives requests a new token for their legacy one, as the mode says. The mode is read once a request. Stands behind Spring
 * Security, which judges the legacy token where the application asks it to. Thread-safe.
 */
final class TokenUpgradeFilter extends OncePerRequestFilter {

    private static final String METER = "dualclient.token.upgrade";
    private static final String RETRY_AFTER = "5";

    private final UpgradeSwitch modes;
    private final List<PathPattern> paths;
    private final TokenSource source;
    private final Upgrader upgrader;
    private final boolean refuseUnmapped;
    private final KitMeters meters;

    TokenUpgradeFilter(UpgradeSwitch modes, TokenUpgradeProperties properties, Upgrader upgrader, KitMeters meters) {
        this.modes = modes;
        this.paths = properties.paths().stream()
                .map(PathPatternParser.defaultInstance::parse)
                .toList();
        this.source = new TokenSource(properties.from(), properties.to());
        this.upgrader = upgrader;
        this.refuseUnmapped = properties.onUnmapped() == TokenUpgradeProperties.OnUnmapped.REFUSE;
        this.meters = meters;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        UpgradeMode mode = modes.mode();
        if (mode == UpgradeMode.OFF || !isListed(request)) {
            chain.doFilter(request, response);
        } else if (mode == UpgradeMode.TRANSPARENT) {
            pass("passed", request, response, chain);
        } else {
            upgrade(source.stripped(request), response, chain, mode);
        }
    }

    private boolean isListed(HttpServletRequest request) {
        PathContainer path = PathContainer.parsePath(
                request.getRequestURI().substring(request.getContextPath().length()));
        return paths.stream().anyMatch(pattern -> pattern.matches(path));
    }

    private void upgrade(HttpServletRequest request, HttpServletResponse response, FilterChain chain, UpgradeMode mode)
            throws ServletException, IOException {
        List<String> presented = source.presented(request);
        if (presented.size() > 1) {
            refuse(response, Upgrade.Result.INVALID.word());
            return;
        }
        LegacyToken token = presented.isEmpty() ? null : source.token(presented.get(0));
        if (token == null) {
            pass("passed", request, response, chain);
            return;
        }
        Upgrade upgrade = upgrader.upgrade(token);
        Upgrade.Result result = upgrade.result();
        if (result == Upgrade.Result.MINTED) {
            count(mode == UpgradeMode.ADD ? "added" : "overridden");
            String fresh = Objects.requireNonNull(upgrade.token()).value();
            chain.doFilter(source.upgraded(request, mode, fresh), response);
            // A service that refuses a new token gets another one the next time.
            if (!request.isAsyncStarted() && response.getStatus() == HttpServletResponse.SC_UNAUTHORIZED) {
                upgrader.forget(upgrade);
            }
        } else if (passes(result, mode)) {
            pass(result.word(), request, response, chain);
        } else if (result == Upgrade.Result.UNAVAILABLE) {
            count(result.word());
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER);
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        } else {
            refuse(response, result.word());
        }
    }

    /** Whether a request is served without a new token. In the mode add, services still accept the legacy one. */
    private boolean passes(Upgrade.Result result, UpgradeMode mode) {
        return switch (result) {
            case NOT_MINE -> true;
            case UNMAPPED -> !refuseUnmapped;
            case UNAVAILABLE -> mode == UpgradeMode.ADD;
            default -> false;
        };
    }

    private void pass(String result, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        count(result);
        chain.doFilter(request, response);
    }

    private void refuse(HttpServletResponse response, String result) {
        count(result);
        response.setHeader(
                HttpHeaders.WWW_AUTHENTICATE,
                "Bearer error=\"invalid_token\", error_description=\"The access token is invalid\"");
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    }

    private void count(String result) {
        meters.count(METER, "result", result);
    }
}
