package dev.dualclient.test.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Answers that are none. Each is sent after the call has been processed. */
public enum Garble {
    /** A page of HTML with status 200, as a captive proxy would send it. */
    HTML {
        @Override
        void send(Exchange exchange, Answer answer) throws IOException {
            exchange.send(Answer.of(200, "text/html", "<!DOCTYPE html><title>Welcome</title><h1>Please sign in</h1>"));
        }
    },
    /** The first half of the JSON, under a Content-Length that fits it. */
    TRUNCATED_JSON {
        @Override
        void send(Exchange exchange, Answer answer) throws IOException {
            exchange.send(answer.withBody(Arrays.copyOf(answer.body(), answer.body().length / 2)));
        }
    },
    /** Status 200 and nothing. */
    EMPTY {
        @Override
        void send(Exchange exchange, Answer answer) throws IOException {
            exchange.send(Answer.empty(200).with("Content-Type", Answer.JSON));
        }
    },
    /** The answer with a further field of ten million characters. */
    BIG {
        @Override
        void send(Exchange exchange, Answer answer) throws IOException {
            ObjectNode padded = object(answer).put("padding", "x".repeat(10_000_000));
            exchange.send(answer.withBody(JsonMapper.shared().writeValueAsBytes(padded)));
        }
    },
    /** The answer with an {@code action} that no version of Authlete knows. */
    UNKNOWN_ACTION {
        @Override
        void send(Exchange exchange, Answer answer) throws IOException {
            ObjectNode changed = object(answer).put("action", "SOMETHING_ELSE");
            exchange.send(answer.withBody(JsonMapper.shared().writeValueAsBytes(changed)));
        }
    },
    /** The answer as {@code text/plain}. */
    WRONG_CONTENT_TYPE {
        @Override
        void send(Exchange exchange, Answer answer) throws IOException {
            exchange.send(answer.with("Content-Type", "text/plain"));
        }
    },
    /** A chunked body whose chunk size is no number. */
    BAD_CHUNK {
        @Override
        void send(Exchange exchange, Answer answer) throws IOException {
            exchange.write(
                    answer.head("Transfer-Encoding: chunked"),
                    "zz\r\n".getBytes(StandardCharsets.US_ASCII),
                    answer.body());
            exchange.drop();
        }
    },
    /** The answer with 500 headers more. */
    MANY_HEADERS {
        @Override
        void send(Exchange exchange, Answer answer) throws IOException {
            Answer padded = answer;
            for (int number = 1; number <= 500; number++) {
                padded = padded.with("X-Padding-" + number, "x");
            }
            exchange.send(padded);
        }
    };

    abstract void send(Exchange exchange, Answer answer) throws IOException;

    void send(Exchange exchange) throws IOException {
        send(exchange, exchange.process());
    }

    private static ObjectNode object(Answer answer) {
        JsonNode node = read(answer.body());
        return node instanceof ObjectNode object ? object : JsonMapper.shared().createObjectNode();
    }

    private static @Nullable JsonNode read(byte[] body) {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException notJson) {
            return null; // a document or an error page: the action stands alone then
        }
    }
}
