package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.authlete.DualAuthleteApiBuilder;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Attempt;
import dev.dualclient.observation.AttemptObserver;
import dev.dualclient.observation.CallMeters;
import dev.dualclient.observation.DifferingSecrets;
import dev.dualclient.observation.Purpose;
import dev.dualclient.observation.StateMeters;
import dev.dualclient.operation.Side;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Learns every token that nodes send to a backend or receive from one, and looks for them wherever they must not be: in
 * the log at its finest level, in metrics, events and states, and in every row of the store.
 */
final class Overheard implements AutoCloseable {

    private static final Pattern TOKEN =
            Pattern.compile("(?:\"(?:access|refresh)?[tT]oken\"\\s*:\\s*\"|(?:refresh_token|token)=)([\\w.~-]{20,})");

    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("dev.dualclient");
    private final List<Appender<ILoggingEvent>> usual = new ArrayList<>();
    private final Level[] levels = {root.getLevel(), ours.getLevel()};
    private final Appender<ILoggingEvent> log = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            String trace =
                    event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            told.add("log of " + event.getLoggerName() + ": " + event.getFormattedMessage() + event.getMDCPropertyMap()
                    + trace);
        }
    };

    /** Takes the place of what logs are written to otherwise. */
    Overheard() {
        for (Iterator<Appender<ILoggingEvent>> each = root.iteratorForAppenders(); each.hasNext(); ) {
            usual.add(each.next());
        }
        usual.forEach(root::detachAppender);
        root.setLevel(Level.TRACE);
        ours.setLevel(Level.TRACE);
        log.setContext(root.getLoggerContext());
        log.start();
        root.addAppender(log);
    }

    /** Listens to a node. */
    void to(DualAuthleteApiBuilder node) {
        node.attemptObserver(() -> this::start)
                .listener(new CallMeters(meters))
                .listener(event -> told.add("event: " + event));
    }

    private AttemptObserver.Observed start(Purpose purpose, Side side, ApiCall call) {
        note(call.body());
        return new AttemptObserver.Observed() {
            @Override
            public ApiCall call() {
                return call;
            }

            @Override
            public void stop(@Nullable Attempt attempt) {
                if (attempt != null && attempt.answer() != null) {
                    note(attempt.answer().body());
                    told.add("attempt: " + purpose + side + call + attempt.description());
                }
            }
        };
    }

    private void note(byte @Nullable [] body) {
        if (body != null) {
            Matcher token = TOKEN.matcher(new String(body, StandardCharsets.UTF_8));
            while (token.find()) {
                tokens.add(token.group(1));
            }
        }
    }

    /** Notes what a node tells of itself. */
    void stateOf(DualAuthleteApi api) {
        new StateMeters(api.dualClient()::state, new DifferingSecrets()).bindTo(meters);
        told.add("state: " + api.dualClient().state());
        told.add("outbox: " + api.dualClient().outbox().rows());
        told.add("clients: " + api.dualClient().secondaryUse());
        told.add("readiness: " + api.dualClient().readiness().report());
        if (api.dualClient().state().carryOver() != null) {
            told.add("carry-over: " + api.dualClient().carryOver().state());
        }
    }

    /** Notes every row of a database. */
    void rowsOf(String url) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet names = statement.executeQuery(
                    "select table_name from information_schema.tables where table_schema = 'PUBLIC'")) {
                while (names.next()) {
                    tables.add(names.getString(1));
                }
            }
            for (String table : tables) {
                rowsOf(statement, table);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void rowsOf(Statement statement, String table) throws SQLException {
        try (ResultSet rows = statement.executeQuery("select * from \"" + table + '"')) {
            while (rows.next()) {
                StringBuilder row = new StringBuilder("row of " + table + ':');
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    Object cell = rows.getObject(column);
                    row.append('\n')
                            .append(
                                    cell instanceof byte[] bytes
                                            ? new String(bytes, StandardCharsets.ISO_8859_1)
                                            : rows.getString(column));
                }
                told.add(row.toString());
            }
        }
    }

    /** Returns how many tokens were learnt. */
    int tokens() {
        return tokens.size();
    }

    /** Expects that nothing that was told, written or counted has a token in it, however it is written. */
    void holdsNoToken() {
        if (!tokens.isEmpty()) {
            assertThat(told)
                    .anyMatch(text -> text.startsWith("row of "))
                    .anyMatch(text -> text.startsWith("log of dev.dualclient"))
                    .anyMatch(text -> text.startsWith("state: "));
        }
        meters.getMeters().forEach(meter -> told.add("metric: " + meter.getId()));
        Map<String, Set<String>> leaks = new TreeMap<>();
        for (String token : tokens) {
            for (String form : forms(token)) {
                for (String text : told) {
                    if (text.contains(form)) {
                        leaks.computeIfAbsent(text.lines().findFirst().orElse(text), where -> new TreeSet<>())
                                .add(form);
                    }
                }
            }
        }
        assertThat(leaks).isEmpty();
    }

    private static Set<String> forms(String token) {
        byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
        return Set.of(
                token,
                URLEncoder.encode(token, StandardCharsets.UTF_8) + "&",
                Base64.getEncoder().withoutPadding().encodeToString(bytes),
                HexFormat.of().formatHex(bytes));
    }

    @Override
    public void close() {
        root.detachAppender(log);
        log.stop();
        usual.forEach(root::addAppender);
        root.setLevel(levels[0]);
        ours.setLevel(levels[1]);
        meters.close();
    }
}
