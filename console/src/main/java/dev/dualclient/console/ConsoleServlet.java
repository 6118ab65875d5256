package dev.dualclient.console;

import dev.dualclient.spring.DualClientProperties;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.util.ClassUtils;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The page of the console and what it loads: the page, its style and scripts, the state as JSON, the events
 * (server-sent events of the WHATWG HTML standard), and the actions. A GET changes nothing.
 */
final class ConsoleServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int MOST_BYTES = 65_536;
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
    private static final boolean SECURED = ClassUtils.isPresent(
            "org.springframework.security.web.csrf.CsrfToken", ConsoleServlet.class.getClassLoader());

    private static final Map<String, String> FILES = Map.of(
            "/console.css",
            "console.css",
            "/icon.svg",
            "icon.svg",
            "/console.js",
            "console.js",
            "/uplot.css",
            UPLOT + "uPlot.min.css",
            "/uplot.js",
            UPLOT + "uPlot.iife.min.js");

    private final transient Console console;
    private final transient Operations operations;
    private final transient DualClientProperties.Console properties;
    private final transient JsonMapper json;

    ConsoleServlet(Console console, Operations operations, DualClientProperties.Console properties, JsonMapper json) {
        this.console = console;
        this.operations = operations;
        this.properties = properties;
        this.json = json;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        protect(response);
        if (!SECURED && !LoopbackOnly.isAddressedTo(request.getServerName())) {
            refuse(
                    response,
                    HttpServletResponse.SC_FORBIDDEN,
                    "without Spring Security the console answers to localhost and 127.0.0.1 alone");
            return;
        }
        String path = Objects.requireNonNullElse(request.getPathInfo(), "");
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        if (path.equals("/act")) {
            if (request.getMethod().equals("POST")) {
                act(request, response);
            } else {
                refuse(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "send a POST");
            }
        } else if (!reads) {
            refuse(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "send a GET");
        } else if (path.isEmpty() || path.equals("/")) {
            page(request, response);
        } else if (path.equals("/state")) {
            write(response, "application/json", console.state());
        } else if (path.equals("/events")) {
            events(request, response);
        } else {
            file(FILES.get(path), response);
        }
    }

    private static void protect(HttpServletResponse response) {
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cache-Control", "no-store");
    }

    private void page(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String html = new String(resource("console.html"), StandardCharsets.UTF_8)
                .replace("{{base}}", HtmlUtils.htmlEscape(request.getContextPath() + properties.path()))
                .replace("{{csrf-header}}", HtmlUtils.htmlEscape(csrf(request, true)))
                .replace("{{csrf-token}}", HtmlUtils.htmlEscape(csrf(request, false)));
        write(response, "text/html", html.getBytes(StandardCharsets.UTF_8));
    }

    private static String csrf(HttpServletRequest request, boolean header) {
        if (SECURED && request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
            return header ? token.getHeaderName() : token.getToken();
        }
        return "";
    }

    private void events(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getMethod().equals("HEAD")) {
            response.setContentType("text/event-stream");
            return;
        }
        AsyncContext page = request.startAsync();
        page.setTimeout(0);
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("X-Accel-Buffering", "no");
        if (!console.watch(page)) {
            response.setHeader("Retry-After", "30");
            refuse(
                    response,
                    HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                    Console.MOST_PAGES + " pages are open: close one");
            page.complete();
        }
    }

    private void act(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!properties.allowChanges()) {
            refuse(
                    response,
                    HttpServletResponse.SC_FORBIDDEN,
                    "the console only shows: set dual-client.console.allow-changes=true");
            return;
        }
        if (!isJson(request.getContentType())) { // a form of another site can send no JSON without being asked first
            refuse(response, HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE, "send application/json");
            return;
        }
        byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            refuse(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, "send less than 64 KB");
            return;
        }
        Map<String, Object> fields;
        try {
            fields = json.readValue(body, new TypeReference<Map<String, Object>>() {});
        } catch (JacksonException malformed) {
            refuse(response, HttpServletResponse.SC_BAD_REQUEST, "send a JSON object");
            return;
        }
        Object action = fields.remove("do");
        if (!(action instanceof String name)) {
            refuse(response, HttpServletResponse.SC_BAD_REQUEST, "do is missing: write what to do");
            return;
        }
        Operations.Outcome outcome = operations.act(name, fields, request.getUserPrincipal());
        response.setStatus(outcome.status());
        write(response, "application/json", json.writeValueAsBytes(outcome.body()));
    }

    private static boolean isJson(@Nullable String type) {
        return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
    }

    private static void file(@Nullable String name, HttpServletResponse response) throws IOException {
        if (name == null) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        write(response, type(name), resource(name));
    }

    private static String type(String file) {
        return file.endsWith(".css") ? "text/css" : file.endsWith(".svg") ? "image/svg+xml" : "text/javascript";
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = ConsoleServlet.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    private void refuse(HttpServletResponse response, int status, String instead) throws IOException {
        response.setStatus(status);
        write(response, "application/json", json.writeValueAsBytes(Map.of("error", instead)));
    }

    private static void write(HttpServletResponse response, String type, byte... body) throws IOException {
        response.setContentType(type);
        response.setCharacterEncoding("UTF-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
