package dev.tidewater.server;

import dev.tidewater.engine.deploy.HistoryReport;
import dev.tidewater.engine.deploy.PipelineScript;
import dev.tidewater.engine.deploy.PipelineStatus;
import dev.tidewater.engine.deploy.PlanReport;
import dev.tidewater.engine.deploy.RollbackReport;
import dev.tidewater.engine.deploy.RunReport;
import dev.tidewater.engine.deploy.SavepointReport;
import dev.tidewater.engine.deploy.StopReport;
import dev.tidewater.engine.deploy.TopicDetails;
import dev.tidewater.engine.deploy.TopicObserver;
import dev.tidewater.engine.deploy.TopicReport;
import dev.tidewater.engine.deploy.Waypoint;
import dev.tidewater.engine.sql.QueryResult;
import dev.tidewater.engine.sql.SessionMode;
import dev.tidewater.engine.sql.SqlAnswer;
import dev.tidewater.engine.sql.SqlPage;
import dev.tidewater.engine.sql.SqlProposals;
import dev.tidewater.engine.testing.CaseReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A call of the control API: where it is sent, and what comes back.
 *
 * @param <T> type of the answer
 */
public record Call<T>(String path, Class<T> answer) {
    public static final Call<StatusReport> STATUS = new Call<>("/v1/status", StatusReport.class);
    public static final Call<Done> DOWN = new Call<>("/v1/down", Done.class);
    public static final Call<RunReport[]> RUN = new Call<>("/v1/run", RunReport[].class);
    public static final Call<PlanReport[]> PLAN = new Call<>("/v1/plan", PlanReport[].class);
    public static final Call<RunReport[]> APPLY = new Call<>("/v1/apply", RunReport[].class);
    public static final Call<RunReport> START = new Call<>("/v1/start", RunReport.class);
    public static final Call<HistoryReport[]> HISTORY = new Call<>("/v1/history", HistoryReport[].class);
    public static final Call<RollbackReport> ROLLBACK = new Call<>("/v1/rollback", RollbackReport.class);
    public static final Call<SavepointReport> SAVEPOINT = new Call<>("/v1/savepoint", SavepointReport.class);
    public static final Call<SavepointReport> DELETE_SAVEPOINT =
            new Call<>("/v1/savepoint/delete", SavepointReport.class);
    public static final Call<PipelineStatus[]> PIPELINES = new Call<>("/v1/pipelines", PipelineStatus[].class);
    public static final Call<StopReport> STOP = new Call<>("/v1/stop", StopReport.class);
    public static final Call<QueryResult> QUERY = new Call<>("/v1/query", QueryResult.class);

    public static final Call<CaseReport> TEST = new Call<>("/v1/test", CaseReport.class);

    public static final Call<TopicReport[]> TOPICS = new Call<>("/v1/topics", TopicReport[].class);
    public static final Call<TopicDetails> TOPIC = new Call<>("/v1/topic", TopicDetails.class);
    public static final Call<SqlSession> SQL_OPEN = new Call<>("/v1/sql/open", SqlSession.class);
    public static final Call<SqlAnswer> SQL_EXECUTE = new Call<>("/v1/sql/execute", SqlAnswer.class);
    public static final Call<SqlPage> SQL_FETCH = new Call<>("/v1/sql/fetch", SqlPage.class);
    public static final Call<Done> SQL_CANCEL = new Call<>("/v1/sql/cancel", Done.class);
    public static final Call<SqlProposals> SQL_COMPLETE = new Call<>("/v1/sql/complete", SqlProposals.class);
    public static final Call<Done> SQL_CLOSE = new Call<>("/v1/sql/close", Done.class);

    /** An answer that says nothing more. */
    public record Done() {}

    /** Asks for one pipeline by name. */
    public record StopRequest(String pipeline, String by) {}

    /** Asks for a savepoint of a pipeline that runs. */
    public record SavepointRequest(String pipeline, String by) {}

    /**
     * Asks for a savepoint to be deleted.
     *
     * @param consent whether it is to be done, or only looked at
     */
    public record DeleteSavepointRequest(String pipeline, Waypoint point, Consent consent) {}

    /** Whether something that undoes or deletes may be done. */
    public enum Consent {
        GIVEN,
        MISSING
    }

    /** Asks for a stopped pipeline to go on. */
    public record StartRequest(String pipeline) {}

    /** Asks what would become of these scripts, all that the project has. */
    public record PlanRequest(List<PipelineScript> scripts) {}

    /**
     * Asks for a rollback.
     *
     * @param to where the current generation began if absent
     * @param consent whether it is to be done, or only looked at
     */
    public record RollbackRequest(String pipeline, Optional<Waypoint> to, Consent consent, String by) {}

    /** Asks for the generations of one pipeline, or of all. */
    public record HistoryRequest(Optional<String> pipeline) {}

    /** Asks for a bounded answer of at most {@code limit} rows. */
    public record QueryRequest(String sql, int limit) {}

    /** Asks for the list of topics. */
    public record TopicsRequest(TopicObserver.Extent extent) {}

    /** Asks for one topic by name. */
    public record TopicRequest(String topic) {}

    /** Asks for a session of the shell. */
    public record SqlOpenRequest(SessionMode mode) {}

    /** Names a session of the shell. */
    public record SqlSession(String session) {}

    /** Asks for one statement of a script, counted from 0. */
    public record SqlExecuteRequest(String session, String file, String text, int index) {}

    /** Asks for the rows behind those that the client has; waits for one, at most a second. */
    public record SqlFetchRequest(String session, long cursor, Duration patience) {}

    /** Asks what may stand at the cursor. */
    public record SqlCompleteRequest(String session, String text, int cursor) {}
}
