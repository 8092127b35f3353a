package dev.tidewater.server;

import dev.tidewater.engine.check.Checker;
import dev.tidewater.engine.deploy.ApplyRequest;
import dev.tidewater.engine.deploy.LocalDeployer;
import dev.tidewater.engine.deploy.LocalSessions;
import dev.tidewater.engine.deploy.PipelineStatus;
import dev.tidewater.engine.deploy.PlanReport;
import dev.tidewater.engine.deploy.PlanReport.Mark;
import dev.tidewater.engine.deploy.RollbackReport;
import dev.tidewater.engine.deploy.RunReport;
import dev.tidewater.engine.deploy.SavepointReport;
import dev.tidewater.engine.deploy.TemporaryJob;
import dev.tidewater.engine.deploy.TopicObserver;
import dev.tidewater.engine.json.Json;
import dev.tidewater.engine.sql.LakeQuery;
import dev.tidewater.engine.sql.SeenTables;
import dev.tidewater.engine.sql.SqlScript;
import dev.tidewater.engine.sql.SqlSessions;
import dev.tidewater.engine.stack.ProcessMemory;
import dev.tidewater.engine.stack.ServiceStatus;
import dev.tidewater.engine.stack.Stack;
import dev.tidewater.engine.stack.StackLayout;
import dev.tidewater.engine.testing.CaseRequest;
import dev.tidewater.engine.testing.PipelineTests;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.Finding;
import dev.tidewater.model.Project;
import dev.tidewater.model.ProjectLoader;
import dev.tidewater.model.TidewaterException;
import dev.tidewater.server.ControlServer.Handler;
import dev.tidewater.server.StatusReport.Phase;
import java.time.Clock;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the control API answers: each call parses, calls the engine, and returns its report. */
final class Api {
    private static final String TASK_MANAGER = "taskmanager";

    private final StackLayout layout;
    private final Stack stack;
    private final LocalDeployer deployer;
    private final Runnable down;
    private final LakeQuery query;
    private final TopicObserver topics;
    private final SqlApi sql;
    private final PipelineTests tests;
    private volatile boolean wasReady;
    private volatile boolean stopping;

    Api(StackLayout layout, Stack stack, LocalDeployer deployer, Runnable down) {
        this.layout = layout;
        this.stack = stack;
        this.deployer = deployer;
        this.down = down;
        this.query = new LakeQuery(LocalSessions.forQueries(stack.endpoints(), layout.project()));
        this.topics = new TopicObserver(layout, stack.endpoints(), stack.taskManagerMetrics());
        this.tests = new PipelineTests(
                layout,
                stack.endpoints(),
                new TemporaryJob.Cluster(
                        stack.endpoints().flink().url(), stack.jobManagerMetrics(), stack.taskManagerMetrics()),
                () -> stack.kill(TASK_MANAGER));
        this.sql = new SqlApi(
                new SqlSessions(LocalSessions.forShells(stack.endpoints(), layout.project()), Clock.systemUTC()));
    }

    Map<String, Handler> handlers() {
        Map<String, Handler> handlers = new HashMap<>(sql.handlers(this::requireReady));
        handlers.put(Call.TEST.path(), body -> test(Json.read(body, CaseRequest.class)));
        handlers.putAll(Map.of(
                Call.PLAN.path(), body -> plan(Json.read(body, Call.PlanRequest.class)),
                Call.APPLY.path(), body -> apply(Json.read(body, ApplyRequest.class)),
                Call.START.path(), body -> start(Json.read(body, Call.StartRequest.class)),
                Call.SAVEPOINT.path(), body -> savepoint(Json.read(body, Call.SavepointRequest.class)),
                Call.DELETE_SAVEPOINT.path(),
                        body -> deleteSavepoint(Json.read(body, Call.DeleteSavepointRequest.class)),
                Call.ROLLBACK.path(), body -> rollback(Json.read(body, Call.RollbackRequest.class)),
                Call.HISTORY.path(),
                        body -> deployer.history(
                                Json.read(body, Call.HistoryRequest.class).pipeline())));
        handlers.putAll(Map.of(
                Call.STATUS.path(), body -> status(),
                Call.DOWN.path(), body -> down(),
                Call.RUN.path(), body -> run(Json.read(body, RunRequest.class)),
                Call.PIPELINES.path(), body -> deployer.pipelines(),
                Call.TOPICS.path(), body -> topics(Json.read(body, Call.TopicsRequest.class)),
                Call.TOPIC.path(), body -> topic(Json.read(body, Call.TopicRequest.class)),
                Call.STOP.path(), body -> stop(Json.read(body, Call.StopRequest.class)),
                Call.QUERY.path(), body -> query(Json.read(body, Call.QueryRequest.class))));
        return handlers;
    }

    void stopping() {
        stopping = true;
    }

    private StatusReport status() {
        List<ServiceStatus> services = stack.services();
        long resident =
                services.stream().mapToLong(ServiceStatus::residentBytes).sum()
                        + ProcessMemory.residentBytes(ProcessHandle.current().pid());
        Phase phase = phase();
        // Nobody knows of any job before the first JobManager is up, and whoever waits for it asks often.
        List<PipelineStatus> pipelines = phase == Phase.STARTING ? List.of() : deployer.pipelines();
        return new StatusReport(phase, stack.endpoints(), services, pipelines, stack.problems(), resident);
    }

    private Phase phase() {
        if (stopping) {
            return Phase.STOPPING;
        }
        if (stack.ready()) {
            wasReady = true;
            return Phase.READY;
        }
        return wasReady ? Phase.DEGRADED : Phase.STARTING;
    }

    private Call.Done down() {
        down.run();
        return new Call.Done();
    }

    /** All scripts are compiled before any is started, so that a mistake in one leaves nothing half done. */
    private List<RunReport> run(RunRequest request) {
        requireReady();
        Project project = ProjectLoader.load(layout.project());
        return deployer.runAll(project, request.scripts(), request.oldState(), request.by());
    }

    private List<PlanReport> plan(Call.PlanRequest request) {
        requireReady();
        return deployer.plan(ProjectLoader.load(layout.project()), request.scripts());
    }

    /** Scripts that are new or changed are checked first. */
    private List<RunReport> apply(ApplyRequest request) {
        requireReady();
        Project project = ProjectLoader.load(layout.project());
        Set<String> due = deployer.plan(project, request.scripts()).stream()
                .filter(report -> report.mark() == Mark.NEW || report.mark() == Mark.CHANGED)
                .map(PlanReport::pipeline)
                .collect(Collectors.toSet());
        requireSound(
                project,
                request.scripts().stream()
                        .filter(script -> due.contains(script.name()))
                        .map(script -> SqlScript.parse(script.file(), script.text()))
                        .toList());
        return deployer.apply(project, request);
    }

    private void requireSound(Project project, List<SqlScript> scripts) {
        Checker checker = new Checker(
                LocalSessions.forChecks(stack.endpoints(), project),
                LocalSessions.hosts(stack.endpoints(), project.configuration()),
                SeenTables.in(layout.schemas(), InstantSource.system()));
        List<Finding> errors = checker.check(scripts).findings().stream()
                .filter(finding -> finding.level() == Finding.Level.ERROR)
                .toList();
        if (!errors.isEmpty()) {
            throw new TidewaterException(
                    ErrorCode.BROKEN_SCRIPT,
                    "the check of what is new or changed found errors; nothing was changed",
                    "mend them, or allow them where they are meant: see docs/rules",
                    errors,
                    null);
        }
    }

    private RunReport start(Call.StartRequest request) {
        requireReady();
        return deployer.start(ProjectLoader.load(layout.project()), request.pipeline());
    }

    private SavepointReport savepoint(Call.SavepointRequest request) {
        requireReady();
        return deployer.savepoint(ProjectLoader.load(layout.project()), request.pipeline(), request.by());
    }

    private SavepointReport deleteSavepoint(Call.DeleteSavepointRequest request) {
        requireReady();
        return switch (request.consent()) {
            case MISSING -> deployer.findSavepoint(request.pipeline(), request.point());
            case GIVEN -> deployer.deleteSavepoint(request.pipeline(), request.point());
        };
    }

    private RollbackReport rollback(Call.RollbackRequest request) {
        requireReady();
        return switch (request.consent()) {
            case MISSING -> deployer.lookBack(request.pipeline(), request.to());
            case GIVEN ->
                deployer.rollBack(ProjectLoader.load(layout.project()), request.pipeline(), request.to(), request.by());
        };
    }

    private Object test(CaseRequest request) {
        // A case that kills the TaskManager leaves a stack that is not ready for a moment.
        if (phase() != Phase.DEGRADED) {
            requireReady();
        }
        return tests.run(ProjectLoader.load(layout.project()), request);
    }

    private Object stop(Call.StopRequest request) {
        requireReady();
        return deployer.stop(request.pipeline(), request.by());
    }

    private Object topics(Call.TopicsRequest request) {
        requireReady();
        return topics.topics(request.extent());
    }

    private Object topic(Call.TopicRequest request) {
        requireReady();
        return topics.topic(request.topic(), query);
    }

    private Object query(Call.QueryRequest request) {
        requireReady();
        return query.run(request.sql(), request.limit());
    }

    private void requireReady() {
        if (phase() != Phase.READY) {
            throw new TidewaterException(
                    ErrorCode.UNREACHABLE, "the stack is not ready yet", "see what it waits for: tidewater status");
        }
    }
}
