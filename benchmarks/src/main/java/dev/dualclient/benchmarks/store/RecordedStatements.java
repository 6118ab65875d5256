package dev.dualclient.benchmarks.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** A data source that notes each statement with the values it was run with, to ask the database how it carries it out. */
final class RecordedStatements implements AutoCloseable {

    private final Map<String, Map<Integer, Object>> statements = new LinkedHashMap<>();
    private final DataSource real;
    private final DataSource source;

    RecordedStatements(DataSource real) {
        this.real = real;
        this.source = wrapped(DataSource.class, real, "");
    }

    DataSource source() {
        return source;
    }

    /** Returns the plan of each statement that has been run, in the order in which they were run first. */
    Map<String, String> plans() throws SQLException {
        Map<String, Map<Integer, Object>> all;
        synchronized (this) {
            all = new LinkedHashMap<>(statements);
        }
        Map<String, String> plans = new LinkedHashMap<>();
        try (Connection connection = real.getConnection()) {
            for (Map.Entry<String, Map<Integer, Object>> one : all.entrySet()) {
                plans.put(one.getKey(), plan(connection, one.getKey(), one.getValue()));
            }
        }
        return plans;
    }

    private static String plan(Connection connection, String sql, Map<Integer, Object> values) throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (PreparedStatement explain = connection.prepareStatement("explain " + sql)) {
            for (Map.Entry<Integer, Object> value : values.entrySet()) {
                explain.setObject(value.getKey(), value.getValue());
            }
            try (ResultSet lines = explain.executeQuery()) {
                while (lines.next()) {
                    plan.append(lines.getString(1)).append('\n');
                }
            }
        }
        return plan.toString();
    }

    private <T> T wrapped(Class<T> type, Object target, String sql) {
        return type.cast(Proxy.newProxyInstance(
                RecordedStatements.class.getClassLoader(),
                new Class<?>[] {type, AutoCloseable.class},
                (proxy, method, arguments) -> answer(target, method, arguments, sql)));
    }

    private Object answer(Object target, Method method, Object[] arguments, String sql) throws Throwable {
        if (target instanceof PreparedStatement && method.getName().startsWith("set") && arguments.length == 2) {
            synchronized (this) {
                statements.computeIfAbsent(sql, each -> new TreeMap<>()).put((Integer) arguments[0], arguments[1]);
            }
        }
        try {
            Object answer = method.invoke(target, arguments);
            if (answer instanceof PreparedStatement) {
                return wrapped(PreparedStatement.class, answer, (String) arguments[0]);
            }
            return answer instanceof Connection ? wrapped(Connection.class, answer, "") : answer;
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    @Override
    public void close() throws Exception {
        ((AutoCloseable) real).close();
    }
}
