package dev.dualclient.kits;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A request without some of its headers, and with others instead. Trailers are treated as headers are. */
public class RewrittenRequest extends HttpServletRequestWrapper {

    private final HeaderNames removed;
    private final Map<String, String> set = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /**
     * Creates the request.
     *
     * @param removed names of headers that are removed; those of {@code set} need not be among them
     * @param set headers that take the place of all of the same names
     */
    public RewrittenRequest(HttpServletRequest request, HeaderNames removed, Map<String, String> set) {
        super(request);
        this.removed = removed;
        this.set.putAll(set);
    }

    private boolean passes(String name) {
        return !set.containsKey(name) && !removed.contain(name);
    }

    @Override
    public @Nullable String getHeader(String name) {
        String value = set.get(name);
        return value != null || !passes(name) ? value : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        String value = set.get(name);
        if (value != null) {
            return Collections.enumeration(List.of(value));
        }
        return passes(name) ? super.getHeaders(name) : Collections.emptyEnumeration();
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        List<String> names = new ArrayList<>(Collections.list(super.getHeaderNames()));
        names.removeIf(name -> !passes(name));
        names.addAll(set.keySet());
        return Collections.enumeration(names);
    }

    @Override
    public int getIntHeader(String name) {
        String value = getHeader(name);
        return value == null ? -1 : Integer.parseInt(value);
    }

    @Override
    public long getDateHeader(String name) {
        return passes(name) ? super.getDateHeader(name) : -1;
    }

    @Override
    public Map<String, String> getTrailerFields() {
        return super.getTrailerFields().entrySet().stream()
                .filter(trailer -> passes(trailer.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
