package dev.dualclient.backend;

import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Reason;
import dev.dualclient.operation.Side;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Describes what is wrong with a backend or the connection to it, in a sentence that ends with what to check. It
 * repeats nothing of the request, and at most a status, a media type or a result code of the answer.
 */
final class Fault {

    /** The form of Authlete's own result codes; another text in that place may be anything. */
    private static final Pattern CODE = Pattern.compile("A\\d{6}");

    /** What 2.3 says of credentials, which are API keys there. */
    private static final Pattern CODE_OF_2_3 = Pattern.compile("A(00120[3-9]|0022\\d\\d|0032\\d\\d)");

    private static final Pattern MEDIA_TYPE = Pattern.compile("[\\w.+-]{1,40}/[\\w.+-]{1,40}");

    /** How servers tell that a request without TLS came to a port for TLS. */
    private static final Pattern WANTS_TLS =
            Pattern.compile("HTTPS port|requires TLS|HTTPS server", Pattern.CASE_INSENSITIVE);

    private static final Pattern OTHER_HOST = Pattern.compile("[Nn]o (subject alternative|name matching)");

    private static final Pattern ALERT = Pattern.compile("Received fatal alert: (\\w{1,40})");

    private final Side side;
    private final String address;

    /**
     * Creates the descriptions for one backend.
     *
     * @param address where it is, without secrets; empty where that is not known
     */
    Fault(Side side, String address) {
        this.side = side;
        this.address = address;
    }

    /** Returns the fault that an attempt shows, {@code null} if it shows none. */
    @Nullable
    String of(Attempt attempt) {
        ApiResponse answer = attempt.answer();
        String version = answer == null ? null : ofTheOtherVersion(answer, attempt.reason());
        if (version != null) {
            return version;
        } else if (HealthSignal.of(attempt.reason()) != HealthSignal.ILL) {
            return null;
        }
        return answer != null ? inAnswer(attempt.reason(), answer) : inTransport(attempt.reason(), attempt.failure());
    }

    private @Nullable String ofTheOtherVersion(ApiResponse answer, Reason reason) {
        if (answer.status() != 404 && reason != Reason.API_CREDENTIALS_REJECTED) {
            return null;
        }
        String code = answer.value("/resultCode");
        if (side == Side.PRIMARY) {
            boolean rejects = reason == Reason.API_CREDENTIALS_REJECTED && asksForApiKey(answer, code);
            boolean lacksPath = answer.status() == 404 && answer.body().length == 0;
            return rejects || lacksPath
                    ? looksLike("2.3", lacksPath ? lacks("an empty body") : wants("an API key"))
                    : null;
        }
        boolean rejects = reason == Reason.API_CREDENTIALS_REJECTED && code != null && code.startsWith("A458");
        boolean lacksPath = answer.status() == 404 && "404".equals(code);
        return rejects || lacksPath
                ? looksLike("3.0", lacksPath ? lacks("the result code 404") : wants("an access token"))
                : null;
    }

    private static boolean asksForApiKey(ApiResponse answer, @Nullable String code) {
        String challenge = answer.header("WWW-Authenticate");
        return code != null && CODE_OF_2_3.matcher(code).matches()
                || challenge != null && challenge.toLowerCase(Locale.ROOT).startsWith("basic");
    }

    private static String lacks(String sign) {
        return "it answers HTTP 404 with " + sign;
    }

    private static String wants(String credentials) {
        return "it asks for " + credentials;
    }

    private String looksLike(String version, String sign) {
        String meant = version.equals("2.3") ? "3.0" : "2.3";
        return sign + ". This looks like Authlete " + version + "; write the address of Authlete " + meant + " into "
                + property("base-url");
    }

    private String inAnswer(Reason reason, ApiResponse answer) {
        int status = answer.status();
        String code = answer.value("/resultCode");
        if (reason == Reason.BACKEND_FAULT) {
            return "it reports a fault of its own"
                    + (code != null && CODE.matcher(code).matches() ? " (" + code + ")" : "") + "; check its log";
        } else if (isPlain()
                && status == 400
                && WANTS_TLS.matcher(answer.text()).find()) {
            return speaksTls();
        } else if (status / 100 == 3) {
            return "it answers HTTP " + status + ", a redirect; write the address that it leads to into "
                    + property("base-url");
        } else if (status / 100 == 5 || reason == Reason.DECLARED_UNPROCESSED) {
            return "it answers HTTP " + status + "; check its log, and any proxy in front of it";
        } else if (code == null && status / 100 == 4) {
            return "it answers HTTP " + status + " without a result code of Authlete; check the path in "
                    + property("base-url") + ", and any proxy in front of it";
        }
        return "it answers HTTP " + status + " with " + content(answer) + "; check " + property("base-url")
                + ", and any proxy in front of it";
    }

    private static String content(ApiResponse answer) {
        Matcher type = MEDIA_TYPE.matcher(String.valueOf(answer.header("Content-Type")));
        if (answer.body().length == 0) {
            return "an empty body";
        } else if (type.lookingAt() && !type.group().equals("application/json")) {
            return type.group() + " instead of JSON";
        }
        return "something else than the JSON of Authlete";
    }

    private String inTransport(Reason reason, @Nullable Exception failure) {
        return switch (reason) {
            case NOT_CONNECTED -> failure instanceof SSLException tls ? inTls(tls) : inConnecting(failure);
            case NO_ANSWER_IN_TIME ->
                "it does not answer in time; check how busy it is, and " + property("response-timeout");
            case UNREADABLE ->
                isPlain() && failure instanceof SSLException
                        ? speaksTls()
                        : failure == null
                                ? "its answers cannot be read; check " + property("base-url")
                                : failure.getMessage() + "; check " + property("base-url")
                                        + ", and any proxy in front of it";
            default ->
                isPlain() && failure instanceof SSLException
                        ? speaksTls()
                        : "it closes connections without an answer; check " + property("base-url")
                                + (isPlain() ? ", which may have to begin with https," : ",")
                                + " and any proxy in front of it";
        };
    }

    private String inConnecting(@Nullable Exception failure) {
        if (failure instanceof UnknownHostException) {
            return "its name is not resolved; check the host in " + property("base-url") + ", and the name server";
        } else if (failure instanceof NoRouteToHostException) {
            return "its host cannot be reached; check the host in " + property("base-url") + ", and the network";
        } else if (failure instanceof SocketTimeoutException) {
            return "no connection is opened in time; check host and port in " + property("base-url")
                    + ", the firewall, and " + property("connect-timeout");
        } else if (failure instanceof ConnectException) {
            return "the connection is refused; check host and port in " + property("base-url")
                    + ", and whether it is running";
        } else if (failure != null && String.valueOf(failure.getMessage()).startsWith("the proxy ")) {
            return failure.getMessage() + "; check " + property("proxy");
        }
        return "no connection can be used"
                + (failure == null ? "" : " (" + failure.getClass().getSimpleName() + ")") + "; check host and port in "
                + property("base-url") + ", and the network";
    }

    private String inTls(SSLException failure) {
        String message = String.valueOf(failure.getMessage());
        Matcher alert = ALERT.matcher(message);
        if (failure instanceof SSLPeerUnverifiedException
                || OTHER_HOST.matcher(message).find()) {
            return "its certificate is for another host; check the host in " + property("base-url");
        } else if (has(failure, CertificateExpiredException.class)) {
            return "its certificate has expired; renew it there";
        } else if (has(failure, CertificateNotYetValidException.class)) {
            return "its certificate is not valid yet; check the clock of this machine";
        } else if (has(failure, CertificateException.class)) {
            return "its certificate is not trusted; check which host answers, or name what to trust in "
                    + property("ssl-bundle");
        } else if (alert.find()) {
            return "it refuses the TLS handshake (" + alert.group(1) + "); check the client certificate in "
                    + property("ssl-bundle");
        } else if (message.contains("unrecognized SSL message") || message.contains("plaintext connection")) {
            return "its port does not speak TLS; write http instead of https into " + property("base-url")
                    + ", or the port that does";
        }
        return "the TLS handshake fails; check host and port in " + property("base-url")
                + ", and any proxy in front of it";
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 10; cause = cause.getCause(), depth++) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private String speaksTls() {
        return "its port speaks TLS; write https instead of http into " + property("base-url");
    }

    private boolean isPlain() {
        return address.regionMatches(true, 0, "http:", 0, "http:".length());
    }

    private String property(String setting) {
        return "dual-client." + side.name().toLowerCase(Locale.ROOT) + "." + setting;
    }
}
