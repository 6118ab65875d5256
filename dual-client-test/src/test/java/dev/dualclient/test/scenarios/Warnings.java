package dev.dualclient.test.scenarios;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** The warnings of a package until closed. */
final class Warnings implements AutoCloseable {

    private final Logger logger;
    private final Level before;
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();

    private Warnings(Logger logger) {
        this.logger = logger;
        this.before = logger.getLevel();
        said.start();
        logger.setLevel(Level.WARN);
        logger.addAppender(said);
    }

    static Warnings ofPackage(Class<?> type) {
        return new Warnings((Logger) LoggerFactory.getLogger(type.getPackageName()));
    }

    List<String> said() {
        return said.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Override
    public void close() {
        logger.detachAppender(said);
        logger.setLevel(before);
    }
}
