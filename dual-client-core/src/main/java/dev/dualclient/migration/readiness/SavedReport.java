package dev.dualclient.migration.readiness;

import dev.dualclient.call.Sha256;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.ReportSignature;
import dev.dualclient.json.ArrayNode;
import dev.dualclient.json.JsonFormat;
import dev.dualclient.json.JsonNode;
import dev.dualclient.json.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A report as a document that can be kept, and be checked afterwards: its content, the SHA-256 of that, and an
 * authentication code under a key that is derived from {@code custody.keys}.
 */
public final class SavedReport {

    private SavedReport() {}

    /** What came of checking a document. */
    public enum Result {
        /** It is as it was saved, by a holder of one of the keys. */
        GENUINE,
        /** It was changed, or saved by somebody who does not hold one of the keys. */
        NOT_GENUINE,
        /** It is no such document. */
        NO_REPORT
    }

    /** Returns the document of a report. */
    static String of(ReadinessReport report, Custody custody) {
        ObjectNode content = content(report);
        byte[] canonical = content.toString().getBytes(StandardCharsets.UTF_8);
        ObjectNode document = new ObjectNode();
        document.set("report", content);
        document.put("sha256", digest(canonical));
        document.put("hmac", custody.sign(canonical));
        return document.toString();
    }

    /**
     * Checks a document.
     *
     * @param keys the values of {@code custody.keys}
     */
    public static Result check(String document, List<byte[]> keys) {
        try {
            JsonNode json = JsonFormat.read(document);
            JsonNode content = json.path("report");
            if (!content.isObject()
                    || !json.path("sha256").isString()
                    || !json.path("hmac").isString()) {
                return Result.NO_REPORT;
            }
            byte[] canonical = content.toString().getBytes(StandardCharsets.UTF_8);
            boolean genuine = digest(canonical).equals(json.path("sha256").asString())
                    && ReportSignature.verify(canonical, json.path("hmac").asString(), keys);
            return genuine ? Result.GENUINE : Result.NOT_GENUINE;
        } catch (JacksonException malformed) {
            return Result.NO_REPORT;
        }
    }

    private static String digest(byte[] bytes) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Sha256.digest().digest(bytes));
    }

    private static ObjectNode content(ReadinessReport report) {
        ObjectNode content = new ObjectNode();
        content.put("verdict", report.verdict().name());
        content.put("at", report.at().toString());
        content.put("since", text(report.since()));
        content.put("relativeTo", ReadinessReport.RELATIVE_TO);
        content.put("noLaterThan", text(report.bound()));
        content.put("lastScan", text(report.lastScan()));
        ArrayNode checks = content.putArray("checks");
        for (Finding finding : report.findings()) {
            checks.addObject()
                    .put("check", finding.check().name())
                    .put("title", finding.check().title())
                    .put("verdict", finding.verdict().name())
                    .put("count", finding.count())
                    .put("text", finding.text())
                    .put("clearsBy", text(finding.clearsBy()));
        }
        ArrayNode clients = content.putArray("clients");
        for (ClientBlocker client : report.clients()) {
            clients.addObject()
                    .put("client", client.client())
                    .put("key", client.key().toString())
                    .put("why", client.why().words())
                    .put("rows", client.rows())
                    .put("clearsBy", text(client.clearsBy()));
        }
        content.put("moreClients", report.moreClients());
        return content;
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }
}
