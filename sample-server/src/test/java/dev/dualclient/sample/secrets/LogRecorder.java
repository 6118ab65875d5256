package dev.dualclient.sample.secrets;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** Keeps every line of every logger, whatever its level, with its stack trace, and prints none. Thread-safe. */
final class LogRecorder extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    /**
     * A line.
     *
     * @param logger who logged it
     * @param level how grave it is
     * @param text what it says, with the stack trace
     */
    record Line(String logger, Level level, String text) {}

    private final ConcurrentLinkedQueue<Line> lines = new ConcurrentLinkedQueue<>();
    private final Logger root = context().getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }

    /** Takes the place of what the application has configured. */
    void begin() {
        for (Logger logger : context().getLoggerList()) {
            logger.setLevel(logger == root ? Level.TRACE : null);
        }
        for (String browser : List.of("org.htmlunit", "org.apache.http")) {
            context().getLogger(browser).setLevel(Level.OFF); // it stands for one on another machine
        }
        root.detachAndStopAllAppenders();
        setContext(context());
        start();
        root.addAppender(this);
    }

    List<Line> lines() {
        return List.copyOf(lines);
    }

    @Override
    protected void append(ILoggingEvent event) {
        String trace = event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
        String text = event.getFormattedMessage() + "\n" + event.getMDCPropertyMap() + "\n" + trace;
        lines.add(new Line(event.getLoggerName(), event.getLevel(), text));
    }

    /** Lets the next application configure logging anew. */
    @Override
    public void close() {
        root.detachAppender(this);
        root.setLevel(Level.WARN);
        stop();
    }
}
