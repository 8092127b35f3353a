package dev.tidewater.server;

import dev.tidewater.engine.json.Json;
import dev.tidewater.engine.sql.SqlAnswer;
import dev.tidewater.engine.sql.SqlPage;
import dev.tidewater.engine.sql.SqlProposals;
import dev.tidewater.engine.sql.SqlSessions;
import dev.tidewater.server.ControlServer.Handler;
import java.util.Map;

/** The calls of the control API that a shell makes. */
final class SqlApi {
    private final SqlSessions sessions;

    SqlApi(SqlSessions sessions) {
        this.sessions = sessions;
    }

    /** @param requireReady throws while nothing can be run */
    Map<String, Handler> handlers(Runnable requireReady) {
        return Map.of(
                Call.SQL_OPEN.path(),
                        body -> {
                            requireReady.run();
                            return new Call.SqlSession(sessions.open(
                                    Json.read(body, Call.SqlOpenRequest.class).mode()));
                        },
                Call.SQL_EXECUTE.path(),
                        body -> {
                            requireReady.run();
                            return execute(Json.read(body, Call.SqlExecuteRequest.class));
                        },
                Call.SQL_FETCH.path(), body -> fetch(Json.read(body, Call.SqlFetchRequest.class)),
                Call.SQL_COMPLETE.path(), body -> complete(Json.read(body, Call.SqlCompleteRequest.class)),
                Call.SQL_CANCEL.path(), body -> cancel(Json.read(body, Call.SqlSession.class)),
                Call.SQL_CLOSE.path(), body -> close(Json.read(body, Call.SqlSession.class)));
    }

    private SqlAnswer execute(Call.SqlExecuteRequest request) {
        return sessions.execute(request.session(), request.file(), request.text(), request.index());
    }

    private SqlPage fetch(Call.SqlFetchRequest request) {
        return sessions.fetch(request.session(), request.cursor(), request.patience());
    }

    private SqlProposals complete(Call.SqlCompleteRequest request) {
        return sessions.complete(request.session(), request.text(), request.cursor());
    }

    private Call.Done cancel(Call.SqlSession request) {
        sessions.cancel(request.session());
        return new Call.Done();
    }

    private Call.Done close(Call.SqlSession request) {
        sessions.close(request.session());
        return new Call.Done();
    }
}
