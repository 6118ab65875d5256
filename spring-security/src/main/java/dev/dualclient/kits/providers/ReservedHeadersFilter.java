package dev.dualclient.kits.providers;

import dev.dualclient.kits.HeaderNames;
import dev.dualclient.kits.RewrittenRequest;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;

/** Removes what callers send under the names of the identity headers. Stands before everything else. Thread-safe. */
final class ReservedHeadersFilter implements Filter {

    private final HeaderNames reserved;

    ReservedHeadersFilter(HeaderNames reserved) {
        this.reserved = reserved;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(new RewrittenRequest((HttpServletRequest) request, reserved, Map.of()), response);
    }
}
