package dev.dualclient.kits;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** Keeps every line of every logger at TRACE, with its stack trace, and prints none. Thread-safe. */
public final class LogRecorder extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    /** The container shows the requests of callers as they came, in every server, whatever stands behind it. */
    private static final Set<String> CONTAINER =
            Set.of("org.apache.coyote.http11.Http11InputBuffer", "org.apache.tomcat.util.http.Parameters");

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger root = loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final List<Appender<ILoggingEvent>> others = new ArrayList<>();

    /** Takes the place of what is configured. */
    public LogRecorder() {
        for (Logger logger : loggers.getLoggerList()) {
            logger.setLevel(logger == root ? Level.TRACE : null);
        }
        for (Iterator<Appender<ILoggingEvent>> i = root.iteratorForAppenders(); i.hasNext(); ) {
            others.add(i.next());
        }
        others.forEach(root::detachAppender);
        setContext(loggers);
        start();
        root.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (!CONTAINER.contains(event.getLoggerName()) || event.getLevel().isGreaterOrEqual(Level.INFO)) {
            String trace =
                    event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            lines.add(event.getLoggerName() + ": " + event.getFormattedMessage() + event.getMDCPropertyMap() + trace);
        }
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        root.detachAppender(this);
        root.setLevel(Level.WARN);
        others.forEach(root::addAppender);
        stop();
    }
}
