package dev.dualclient.test.attack;

import dev.dualclient.DualClient;
import dev.dualclient.gateway.GatewayServlet;
import dev.dualclient.test.gateway.Caller;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The gateway without a container: it gets requests as a container hands them on, byte for byte. */
final class InProcessGateway {

    private static final String USER = "caller";
    private static final String SECRET = "a-secret-of-the-caller";

    private final GatewayServlet servlet;

    InProcessGateway(DualClient engine) {
        servlet = GatewayServlet.builder(engine)
                .caller(USER, SECRET)
                .maxBodySize(4_000_000)
                .build();
    }

    /** What the gateway answers. */
    record Answer(int status, String body) {}

    /**
     * Sends a request.
     *
     * @param target path and query, each character a byte
     * @param headers names and values by turns
     */
    Answer send(String method, String target, List<String> headers, @Nullable String type, byte @Nullable [] body) {
        Map<String, List<String>> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sent.put("Authorization", List.of(Caller.basic(USER, SECRET)));
        if (type != null) {
            sent.put("Content-Type", List.of(type));
        }
        for (int i = 0; i < headers.size(); i += 2) {
            sent.computeIfAbsent(headers.get(i), first -> new ArrayList<>()).add(headers.get(i + 1));
        }
        Output output = new Output();
        int[] status = {200};
        try {
            servlet.service(request(method, target, sent, body), response(status, output));
        } catch (ServletException | IOException failed) {
            throw new IllegalStateException(failed);
        }
        return new Answer(status[0], output.bytes.toString(StandardCharsets.UTF_8));
    }

    private static HttpServletRequest request(
            String method, String target, Map<String, List<String>> headers, byte @Nullable [] body) {
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        byte[] sent = body == null ? new byte[0] : body;
        return (HttpServletRequest) Proxy.newProxyInstance(
                InProcessGateway.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "getMethod" -> method;
                    case "getRequestURI" -> path;
                    case "getContextPath" -> "";
                    case "getServletPath" -> "/api";
                    case "getQueryString" -> question < 0 ? null : target.substring(question + 1);
                    case "getContentType" -> first(headers, "Content-Type");
                    case "getContentLengthLong" -> (long) sent.length;
                    case "getInputStream" -> new Input(sent);
                    case "getHeader" -> first(headers, (String) arguments[0]);
                    case "getHeaders" ->
                        Collections.enumeration(headers.getOrDefault((String) arguments[0], List.of()));
                    case "getHeaderNames" -> Collections.enumeration(headers.keySet());
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }

    private static @Nullable String first(Map<String, List<String>> headers, String name) {
        List<String> values = headers.get(name);
        return values == null ? null : values.get(0);
    }

    private static HttpServletResponse response(int[] status, Output output) {
        return (HttpServletResponse) Proxy.newProxyInstance(
                InProcessGateway.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, called, arguments) -> switch (called.getName()) {
                    case "setStatus" -> {
                        status[0] = (int) arguments[0];
                        yield null;
                    }
                    case "setHeader", "addHeader", "setContentLength" -> null;
                    case "getOutputStream" -> output;
                    default -> throw new UnsupportedOperationException(called.getName());
                });
    }

    private static final class Input extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        Input(byte[] bytes) {
            this.bytes = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return bytes.read(into, offset, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Output extends ServletOutputStream {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void write(int value) {
            bytes.write(value);
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            bytes.write(from, offset, length);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
