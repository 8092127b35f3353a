package dev.tidewater.bench.flink;

import dev.tidewater.bench.flink.FlinkJob.Planned;
import dev.tidewater.engine.sql.SqlScript;
import dev.tidewater.engine.sql.SqlStatement;
import java.net.URI;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.CompiledPlan;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.StatementSet;
import org.apache.flink.table.api.TableEnvironment;

/** A script in the hands of Flink's own table environment; nothing of ours but that it is cut into statements. */
final class StockScript {
    private StockScript() {}

    static Planned compile(Properties job, URI rest, Map<String, String> options) {
        Map<String, String> session = new TreeMap<>(options);
        session.put("execution.target", "remote");
        session.put("rest.address", rest.getHost());
        session.put("rest.port", Integer.toString(rest.getPort()));
        TableEnvironment environment = TableEnvironment.create(EnvironmentSettings.newInstance()
                .inStreamingMode()
                .withConfiguration(Configuration.fromMap(session))
                .build());
        StatementSet inserts = environment.createStatementSet();
        for (SqlStatement statement :
                SqlScript.parse("stock.sql", job.getProperty("script")).statements()) {
            if (statement.kind() == SqlStatement.Kind.INSERT) {
                inserts.addInsertSql(statement.text());
            } else if (statement.setting().isPresent()) {
                environment
                        .getConfig()
                        .set(
                                statement.setting().get().key(),
                                statement.setting().get().value());
            } else {
                environment.executeSql(statement.text());
            }
        }
        CompiledPlan plan = inserts.compilePlan();
        return () -> {
            JobID id = plan.execute().getJobClient().orElseThrow().getJobID();
            return id;
        };
    }
}
