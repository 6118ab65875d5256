package dev.dualclient.gateway;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Requests and responses of the servlet API without a container. They know what the gateway asks for, by the names of
 * methods, and nothing else: the interfaces have a hundred methods, which differ between versions.
 */
final class SyntheticExchange {

    private SyntheticExchange() {}

    /** Returns a POST of JSON to the gateway, mapped to everything. */
    static HttpServletRequest request(String path, String authorization, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = Map.of("Authorization", authorization, "Content-Type", "application/json");
        return proxy(HttpServletRequest.class, (self, method, arguments) -> switch (method.getName()) {
            case "getMethod" -> "POST";
            case "getRequestURI" -> path;
            case "getContextPath", "getServletPath" -> "";
            case "getQueryString" -> null;
            case "getContentType" -> headers.get("Content-Type");
            case "getContentLengthLong" -> (long) body.length;
            case "getHeader" -> headers.get(String.valueOf(arguments[0]));
            case "getHeaderNames" -> Collections.enumeration(headers.keySet());
            case "getHeaders" -> Collections.enumeration(values(headers, String.valueOf(arguments[0])));
            case "getInputStream" -> input(body);
            default -> throw unknown(method);
        });
    }

    /** Returns a response that nobody reads. */
    static HttpServletResponse response() {
        return proxy(HttpServletResponse.class, (self, method, arguments) -> switch (method.getName()) {
            case "setStatus", "setHeader", "addHeader", "setContentLength" -> null;
            case "getOutputStream" -> output();
            default -> throw unknown(method);
        });
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static List<String> values(Map<String, String> headers, String name) {
        @Nullable String value = headers.get(name);
        return value == null ? List.of() : List.of(value);
    }

    private static UnsupportedOperationException unknown(Method method) {
        return new UnsupportedOperationException("a synthetic exchange has no " + method.getName());
    }

    private static ServletInputStream input(byte[] body) {
        ByteArrayInputStream bytes = new ByteArrayInputStream(body);
        return new ServletInputStream() {
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
                throw new UnsupportedOperationException("the gateway blocks");
            }
        };
    }

    private static ServletOutputStream output() {
        return new ServletOutputStream() {
            @Override
            public void write(int one) {
                // nobody reads it
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                // nobody reads it
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new UnsupportedOperationException("the gateway blocks");
            }
        };
    }
}
