package dev.dualclient.spring.actuate;

import dev.dualclient.migration.StageChange;
import dev.dualclient.observation.SecretRepair;
import java.security.Principal;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.context.ApplicationEventPublisher;

/** Tells what an operator has done, or Dual Client by itself, as an audit event of Spring Boot. */
final class Audit {

    private static final String NOBODY = "anonymous";
    private static final String ITSELF = "dual-client";

    private final ApplicationEventPublisher events;

    Audit(ApplicationEventPublisher events) {
        this.events = events;
    }

    /** Returns what is told of a change of the stage. */
    static Map<String, ?> of(StageChange change) {
        return Map.of(
                "from", change.from().toString(),
                "to", change.to().toString(),
                "reason", change.reason(),
                "forced", change.forced(),
                "overridden", change.overridden(),
                "warnings", change.warnings());
    }

    void tell(SecurityContext caller, String type, Map<String, ?> data) {
        tell(who(caller), type, data);
    }

    /** Returns the name of a caller, {@code anonymous} if it has none. */
    static String who(SecurityContext caller) {
        Principal principal = caller.getPrincipal();
        return principal == null ? NOBODY : principal.getName();
    }

    /** Tells what Dual Client has done by itself. */
    void tell(SecretRepair repair) {
        tell(
                ITSELF,
                "DUAL_CLIENT_SECRET_REPAIR",
                Map.of("client", repair.client(), "outcome", repair.outcome().name()));
    }

    private void tell(String who, String type, Map<String, ?> data) {
        events.publishEvent(new AuditApplicationEvent(new AuditEvent(who, type, new TreeMap<>(data))));
    }
}
