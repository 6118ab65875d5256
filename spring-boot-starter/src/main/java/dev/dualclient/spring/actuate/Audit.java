package dev.dualclient.spring.actuate;

import dev.dualclient.observation.StageChange;
import java.security.Principal;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.context.ApplicationEventPublisher;

/** Tells what an operator has done, as an audit event of Spring Boot. */
final class Audit {

    private static final String NOBODY = "anonymous";

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
                "forced", change.forced());
    }

    void tell(SecurityContext caller, String type, Map<String, ?> data) {
        Principal principal = caller.getPrincipal();
        events.publishEvent(new AuditApplicationEvent(
                new AuditEvent(principal == null ? NOBODY : principal.getName(), type, new TreeMap<>(data))));
    }
}
