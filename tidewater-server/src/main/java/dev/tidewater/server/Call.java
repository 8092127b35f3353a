package dev.tidewater.server;

import dev.tidewater.engine.deploy.PipelineStatus;
import dev.tidewater.engine.deploy.RunReport;
import dev.tidewater.engine.deploy.StopReport;
import dev.tidewater.engine.sql.QueryResult;

/**
 * A call of the control API: where it is sent, and what comes back.
 *
 * @param <T> type of the answer
 */
public record Call<T>(String path, Class<T> answer) {
    public static final Call<StatusReport> STATUS = new Call<>("/v1/status", StatusReport.class);
    public static final Call<Done> DOWN = new Call<>("/v1/down", Done.class);
    public static final Call<RunReport[]> RUN = new Call<>("/v1/run", RunReport[].class);
    public static final Call<PipelineStatus[]> PIPELINES = new Call<>("/v1/pipelines", PipelineStatus[].class);
    public static final Call<StopReport> STOP = new Call<>("/v1/stop", StopReport.class);
    public static final Call<QueryResult> QUERY = new Call<>("/v1/query", QueryResult.class);

    /** An answer that says nothing more. */
    public record Done() {}

    /** Asks for one pipeline by name. */
    public record StopRequest(String pipeline) {}

    /** Asks for a bounded answer of at most {@code limit} rows. */
    public record QueryRequest(String sql, int limit) {}
}
