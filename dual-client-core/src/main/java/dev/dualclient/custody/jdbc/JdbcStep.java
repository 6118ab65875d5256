package dev.dualclient.custody.jdbc;

import dev.dualclient.custody.StoreUnavailableException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * One row of a change.
 *
 * @param sql the statement; those that follow one another and have the same are sent together
 * @param sure whether it has to meet exactly one row, else the change is not made
 * @param values its parameters
 */
record JdbcStep(String sql, boolean sure, List<Object> values) {

    static JdbcStep sure(String sql, Object... values) {
        return new JdbcStep(sql, true, List.of(values));
    }

    static JdbcStep any(String sql, Object... values) {
        return new JdbcStep(sql, false, List.of(values));
    }

    /**
     * Takes all steps in their order.
     *
     * @return whether each that has to has met its row
     */
    static boolean takeAll(List<JdbcStep> steps, JdbcSession session) throws SQLException {
        for (int from = 0; from < steps.size(); ) {
            String sql = steps.get(from).sql;
            int to = from;
            while (to < steps.size() && steps.get(to).sql.equals(sql)) {
                to++;
            }
            if (!takeTogether(steps.subList(from, to), session)) {
                return false;
            }
            from = to;
        }
        return true;
    }

    private static boolean takeTogether(List<JdbcStep> steps, JdbcSession session) throws SQLException {
        String sql = steps.get(0).sql;
        try (PreparedStatement statement = session.prepare(sql)) {
            for (JdbcStep step : steps) {
                for (int i = 0; i < step.values.size(); i++) {
                    statement.setObject(i + 1, step.values.get(i));
                }
                if (steps.size() > 1) {
                    statement.addBatch();
                }
            }
            int[] met = steps.size() > 1 ? statement.executeBatch() : new int[] {statement.executeUpdate()};
            for (int i = 0; i < met.length; i++) {
                if (met[i] == Statement.SUCCESS_NO_INFO && steps.get(i).sure && !sql.startsWith("insert")) {
                    throw new StoreUnavailableException(
                            "the JDBC driver does not say which rows it has met; turn off rewriteBatchedStatements and useBulkStmts");
                }
                if (steps.get(i).sure && met[i] == 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
