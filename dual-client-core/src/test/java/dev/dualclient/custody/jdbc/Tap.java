package dev.dualclient.custody.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source that writes down how it and what comes from it is used, and lets a test answer in its place. A call reads
 * like {@code setAutoCommit(false)}; one of a statement without arguments, like {@code executeUpdate(delete from ...)}.
 */
final class Tap {

    /** What a test does in place of a call. */
    interface Action {

        @Nullable
        Object instead(Call call) throws Exception;
    }

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Action> actions = new ConcurrentHashMap<>();
    private final DataSource source;

    Tap(DataSource real) {
        source = wrapped(DataSource.class, real, "");
    }

    DataSource source() {
        return source;
    }

    /** Does something in place of each call that begins like this. */
    void on(String beginning, Action action) {
        actions.put(beginning, action);
    }

    /** Lets all calls through from now on, and forgets those that there were. */
    void clear() {
        actions.clear();
        calls.clear();
    }

    /** Returns the calls that begin with any of these, all in their order. */
    List<String> calls(String... beginnings) {
        return calls.stream()
                .filter(call -> Arrays.stream(beginnings).anyMatch(call::startsWith))
                .toList();
    }

    private <T> T wrapped(Class<T> type, Object real, String sql) {
        return type.cast(Proxy.newProxyInstance(
                Tap.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) ->
                        answer(new Call(real, method, arguments == null ? new Object[0] : arguments, sql))));
    }

    private @Nullable Object answer(Call call) throws Exception {
        String text = call.text();
        calls.add(text);
        Action action = actions.entrySet().stream()
                .filter(entry -> text.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Call::proceed);
        Object answer = action.instead(call);
        if (answer instanceof PreparedStatement) {
            return wrapped(PreparedStatement.class, answer, String.valueOf(call.arguments[0]));
        }
        if (answer instanceof Connection) {
            return wrapped(Connection.class, answer, "");
        }
        return answer instanceof DatabaseMetaData ? wrapped(DatabaseMetaData.class, answer, "") : answer;
    }

    /** One call, which has not been made yet. */
    static final class Call {

        private final Object target;
        private final Method method;
        private final Object[] arguments;
        private final String sql;

        private Call(Object target, Method method, Object[] arguments, String sql) {
            this.target = target;
            this.method = method;
            this.arguments = arguments;
            this.sql = sql;
        }

        /** Returns what it is made of. */
        Object target() {
            return target;
        }

        /** Makes the call. */
        @Nullable
        Object proceed() throws Exception {
            try {
                return method.invoke(target, arguments);
            } catch (InvocationTargetException failed) {
                if (failed.getCause() instanceof Exception failure) {
                    throw failure;
                }
                throw failed;
            }
        }

        /** Returns how it reads. */
        String text() {
            String values = Arrays.stream(arguments).map(String::valueOf).collect(Collectors.joining(", "));
            return method.getName() + '(' + (arguments.length == 0 ? sql : values) + ')';
        }
    }
}
