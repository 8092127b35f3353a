package dev.tidewater.engine.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidewater.engine.deploy.LocalSessions;
import dev.tidewater.engine.deploy.TemporaryJob;
import dev.tidewater.engine.produce.SchemaRegistry.RegisteredSchema;
import dev.tidewater.engine.produce.SchemaRegistry.SchemaType;
import dev.tidewater.engine.produce.ValueBytes;
import dev.tidewater.engine.sql.CompiledPipeline;
import dev.tidewater.engine.sql.ConnectedTable;
import dev.tidewater.engine.sql.Namespace;
import dev.tidewater.engine.sql.PipelineCompiler;
import dev.tidewater.engine.sql.PlanTables;
import dev.tidewater.engine.sql.PlanTables.Columns;
import dev.tidewater.engine.sql.SessionConfig;
import dev.tidewater.engine.sql.SqlScript;
import dev.tidewater.engine.testing.Arrival.Timed;
import dev.tidewater.engine.testing.CaseReport.Outcome;
import dev.tidewater.engine.testing.TestCase.End;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.Finding;
import dev.tidewater.model.Nearest;
import dev.tidewater.model.Pipeline;
import dev.tidewater.model.Project;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One run of a case: topics and tables of its own, the pipeline as a job that ends, its outputs compared. Waits for
 * conditions only: that records are read, that a checkpoint followed, that the job has ended.
 */
final class CaseRun {
    private static final Duration POLL = Duration.ofMillis(40);
    private static final Columns NO_COLUMNS = new Columns(List.of(), List.of(), Optional.empty(), Optional.empty());

    private final TestStack stack;
    private final Project project;
    private final TestFile file;
    private final TestCase testCase;
    private final CaseRequest request;
    private final Namespace namespace;
    private final Runnable killTaskManager;
    private final long began = System.nanoTime();
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Set<String> topics = new TreeSet<>();
    private final Set<String> subjects = new TreeSet<>();
    private Optional<TemporaryJob> job = Optional.empty();

    CaseRun(
            TestStack stack,
            Project project,
            TestFile file,
            TestCase testCase,
            CaseRequest request,
            Namespace namespace,
            Runnable killTaskManager) {
        this.stack = stack;
        this.project = project;
        this.file = file;
        this.testCase = testCase;
        this.request = request;
        this.namespace = namespace;
        this.killTaskManager = killTaskManager;
    }

    /** Ends the run: the case cannot come to its end. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Stopped(String problem) {
            super(problem);
        }
    }

    CaseReport run() {
        if (request.variation() == Variation.REDELIVERED && testCase.redelivery() != TestCase.Redelivery.HARMLESS) {
            return report(
                    Outcome.SKIPPED,
                    List.of(),
                    Optional.of("the case does not say redelivery: harmless"),
                    new TreeMap<>());
        }
        try {
            return play();
        } catch (Stopped e) {
            return report(Outcome.FAILED, List.of(), Optional.of(String.valueOf(e.getMessage())), new TreeMap<>());
        } catch (TidewaterException e) {
            if (e.code().exitCode() > 2) {
                throw e;
            }
            findings.addAll(e.findings());
            return report(Outcome.FAILED, List.of(), Optional.of(e.message()), new TreeMap<>());
        } finally {
            job.ifPresent(TemporaryJob::cancel);
            if (request.afterwards() == CaseRequest.Afterwards.REMOVE) {
                stack.remove(namespace, topics, subjects);
            }
        }
    }

    private CaseReport play() {
        prepare();
        CompiledPipeline pipeline = compile();
        createTopics(pipeline);
        Map<String, RecordMaker> makers = makers(pipeline);
        Map<String, Columns> columns = columnsByTopic(pipeline);
        List<List<ProducerRecord<byte[], byte[]>>> steps = new ArrayList<>();
        testCase.steps().forEach(step -> steps.add(records(step, makers, columns, pipeline)));
        List<Output> outputs = outputs(pipeline);
        requireNoFindings();
        TemporaryJob running = submit(pipeline);
        job = Optional.of(running);
        play(running, steps);
        end(running);
        return compare(outputs, pipeline);
    }

    private void prepare() {
        stack.namespaces().create(namespace.token());
        Set<String> named = new LinkedHashSet<>(file.topics().keySet());
        testCase.steps().forEach(step -> named.addAll(step.rows().keySet()));
        List<String> full = named.stream().map(namespace::topic).toList();
        topics.addAll(full);
        stack.createTopics(full);
        named.forEach(this::registerSchema);
    }

    /** So that catalog {@code kafka} knows the columns: the test's own schema, else the one that the topic has outside. */
    private void registerSchema(String topic) {
        TopicSpec spec = file.topics().get(topic);
        if (spec != null && spec.schema().isPresent()) {
            try {
                register(topic, Files.readString(spec.schema().get()), SchemaType.AVRO);
            } catch (IOException e) {
                findings.add(spec.mark()
                        .error(
                                "schema \"" + spec.schema().get() + "\" cannot be read",
                                "paths start from the folder of the test file"));
            }
            return;
        }
        stack.registry().latest(topic + "-value").ifPresent(known -> register(topic, known.schema(), known.type()));
    }

    private int register(String topic, String schema, SchemaType type) {
        String subject = namespace.topic(topic) + "-value";
        subjects.add(subject);
        return stack.registry().register(subject, schema, type);
    }

    private CompiledPipeline compile() {
        Pipeline pipeline = project.pipeline(file.pipelineName()).orElseThrow(() -> {
            List<String> known =
                    project.pipelines().stream().map(Pipeline::name).toList();
            Finding unknown = file.pipeline()
                    .mark()
                    .error(
                            "the project has no pipeline \"" + file.pipelineName() + "\"",
                            Nearest.to(file.pipelineName(), known)
                                    .map(near -> "did you mean \"" + near + "\"?")
                                    .orElse("it has: " + String.join(", ", known)));
            return TestFileReader.broken(file.file(), List.of(unknown));
        });
        try {
            SqlScript script = SqlScript.parse(pipeline.file().toString(), Files.readString(pipeline.file()));
            PipelineCompiler compiler = new PipelineCompiler(
                    LocalSessions.forPipelines(stack.endpoints(), project.configuration()),
                    LocalSessions.hosts(stack.endpoints(), project.configuration()),
                    namespace);
            return compiler.compile(pipeline.name(), script);
        } catch (IOException e) {
            throw new TidewaterException(
                    ErrorCode.USAGE, "file \"" + pipeline.file() + "\" cannot be read", "see that it is UTF-8 text", e);
        }
    }

    private void createTopics(CompiledPipeline pipeline) {
        Set<String> more = new TreeSet<>();
        pipeline.sources().forEach(table -> more.addAll(table.topics()));
        pipeline.sinks().forEach(table -> more.addAll(table.topics()));
        more.removeAll(topics);
        topics.addAll(more);
        if (!more.isEmpty()) {
            stack.createTopics(more);
        }
    }

    private Map<String, ConnectedTable> tablesByTopic(CompiledPipeline pipeline) {
        Map<String, ConnectedTable> tables = new TreeMap<>();
        pipeline.sources()
                .forEach(table -> table.topics().forEach(topic -> tables.putIfAbsent(namespace.nameOf(topic), table)));
        return tables;
    }

    private Map<String, Columns> columnsByTopic(CompiledPipeline pipeline) {
        Map<String, Columns> all = PlanTables.sources(pipeline.plan());
        Map<String, Columns> columns = new HashMap<>();
        tablesByTopic(pipeline)
                .forEach((topic, table) -> columns.put(topic, all.getOrDefault(table.identifier(), NO_COLUMNS)));
        return columns;
    }

    private Map<String, RecordMaker> makers(CompiledPipeline pipeline) {
        Map<String, ConnectedTable> tables = tablesByTopic(pipeline);
        Map<String, Columns> columns = columnsByTopic(pipeline);
        Map<String, RecordMaker> makers = new HashMap<>();
        Map<String, Mark> named = new LinkedHashMap<>();
        file.topics().forEach((topic, spec) -> named.put(topic, spec.mark()));
        testCase.steps().forEach(step -> step.marks().forEach(named::putIfAbsent));
        named.forEach((topic, mark) -> {
            ConnectedTable table = tables.get(topic);
            if (table == null) {
                findings.add(mark.error(
                        "pipeline \"" + file.pipelineName() + "\" does not read topic \"" + topic + "\"",
                        Nearest.to(topic, tables.keySet())
                                .map(near -> "did you mean \"" + near + "\"?")
                                .orElse("it reads: " + String.join(", ", tables.keySet()))));
                return;
            }
            TopicSpec spec = file.topics().getOrDefault(topic, TopicSpec.none(mark));
            Columns own = columns.getOrDefault(topic, NO_COLUMNS);
            encoding(topic, table, own, mark)
                    .ifPresent(bytes -> makers.put(
                            topic, new RecordMaker(namespace.topic(topic), table, own, spec, bytes, findings)));
        });
        return makers;
    }

    private Optional<ValueBytes> encoding(String topic, ConnectedTable table, Columns columns, Mark mark) {
        if (!RecordMaker.format(table).contains("avro")) {
            return Optional.of(ValueBytes.json());
        }
        Optional<RegisteredSchema> known = stack.registry().latest(namespace.topic(topic) + "-value");
        try {
            if (known.isPresent()) {
                return Optional.of(
                        ValueBytes.avro(known.get().schema(), known.get().id()));
            }
            Optional<String> derived = AvroFromColumns.schema(columns);
            if (derived.isPresent()) {
                return Optional.of(ValueBytes.avro(derived.get(), register(topic, derived.get(), SchemaType.AVRO)));
            }
        } catch (IllegalArgumentException e) {
            findings.add(mark.error("the schema of topic \"" + topic + "\" is none: " + e.getMessage(), ""));
            return Optional.empty();
        }
        findings.add(mark.error(
                "topic \"" + topic + "\" has no schema, and its columns are too rich to make one",
                "name a file under topics: " + topic + ": schema:"));
        return Optional.empty();
    }

    private List<ProducerRecord<byte[], byte[]>> records(
            Step step, Map<String, RecordMaker> makers, Map<String, Columns> columns, CompiledPipeline pipeline) {
        Map<String, ConnectedTable> tables = tablesByTopic(pipeline);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        step.rows().forEach((topic, rows) -> {
            RecordMaker maker = makers.get(topic);
            ConnectedTable table = tables.get(topic);
            if (maker != null && table != null) {
                List<Timed<ProducerRecord<byte[], byte[]>>> made = maker.make(rows);
                arrived(topic, made, table, columns.getOrDefault(topic, NO_COLUMNS))
                        .forEach(record -> records.add(record.what()));
            }
        });
        return records;
    }

    private List<Timed<ProducerRecord<byte[], byte[]>>> arrived(
            String topic, List<Timed<ProducerRecord<byte[], byte[]>>> made, ConnectedTable table, Columns columns) {
        boolean moves = request.variation() == Variation.SHUFFLED || request.variation() == Variation.REDELIVERED;
        if (!moves || made.size() < (request.variation() == Variation.SHUFFLED ? 2 : 1)) {
            return made;
        }
        if (RecordMaker.isChangelog(table) || !columns.key().isEmpty()) {
            note("topic \"" + topic + "\" keeps its order: it tells of changes");
            return made;
        }
        if (columns.rowtime().isPresent() && columns.tolerance().isEmpty()) {
            note("topic \"" + topic + "\" keeps its order: its watermark is not of the kind column - INTERVAL");
            return made;
        }
        Duration tolerance = columns.tolerance().orElse(Duration.ofDays(100_000));
        Arrival arrival = new Arrival(request.seed() + topic.hashCode());
        return request.variation() == Variation.SHUFFLED
                ? arrival.shuffled(made, tolerance)
                : arrival.redelivered(made, tolerance);
    }

    private void note(String note) {
        if (!notes.contains(note)) {
            notes.add(note);
        }
    }

    /** What is compared with an expectation. */
    private record Output(Expectation expectation, String database, String table, boolean isWritten) {}

    private List<Output> outputs(CompiledPipeline pipeline) {
        Set<String> written = pipeline.sinks().stream()
                .filter(table -> table.topics().isEmpty())
                .map(table -> withoutCatalog(table.identifier()))
                .collect(Collectors.toCollection(TreeSet::new));
        List<Output> outputs = new ArrayList<>();
        for (Expectation expectation : testCase.expectations()) {
            outputs.add(output(expectation, written));
        }
        return outputs;
    }

    private Output output(Expectation expectation, Set<String> written) {
        String name = expectation.output();
        String[] side = name.split("\\.", 2);
        boolean isSide = side.length == 2 && (side[0].equals("dead") || side[0].equals("late"));
        if (isSide) {
            String table = dev.tidewater.engine.sql.LakeTables.ofTopic(namespace.topic(side[1]));
            return new Output(expectation, side[0], table, written.contains(side[0] + "." + table));
        }
        String path = name.startsWith("lake.") ? name.substring("lake.".length()) : name;
        if (expectation.sql().isEmpty() && !written.contains(path)) {
            List<String> own = written.stream()
                    .filter(table -> !table.contains(namespace.token()))
                    .map(table -> "lake." + table)
                    .toList();
            findings.add(expectation
                    .mark()
                    .error(
                            "pipeline \"" + file.pipelineName() + "\" does not write \"" + name + "\"",
                            Nearest.to("lake." + path, own)
                                    .map(near -> "did you mean \"" + near + "\"?")
                                    .orElse("it writes: " + String.join(", ", own))));
        }
        int dot = path.lastIndexOf('.');
        return new Output(
                expectation, dot < 0 ? "" : path.substring(0, dot), path.substring(dot + 1), written.contains(path));
    }

    private static String withoutCatalog(String identifier) {
        return identifier.substring(identifier.indexOf('.') + 1);
    }

    private void requireNoFindings() {
        if (!findings.isEmpty()) {
            List<Finding> all = List.copyOf(findings);
            findings.clear();
            throw TestFileReader.broken(file.file(), all);
        }
    }

    private TemporaryJob submit(CompiledPipeline pipeline) {
        String parallelism = request.variation() == Variation.PARALLEL ? "4" : "1";
        Map<String, String> options = new TreeMap<>();
        options.put("parallelism.default", parallelism);
        options.put("table.exec.resource.default-parallelism", parallelism);
        options.put("execution.checkpointing.interval", "100 ms");
        options.put("execution.checkpointing.dir", scratchUri("checkpoints"));
        options.put("execution.checkpointing.externalized-checkpoint-retention", "DELETE_ON_CANCELLATION");
        options.put("pipeline.auto-watermark-interval", "10 ms");
        if (request.variation() == Variation.KILLED) {
            options.put("restart-strategy.type", "fixed-delay");
            options.put("restart-strategy.fixed-delay.delay", "200 ms");
            options.put("restart-strategy.fixed-delay.attempts", "100");
        } else {
            options.put("restart-strategy.type", "none");
        }
        SessionConfig config = LocalSessions.forPipelines(stack.endpoints(), project.configuration())
                .in(namespace);
        return TemporaryJob.submit(
                stack.cluster(), config, namespace.token() + " " + file.pipelineName(), pipeline, options);
    }

    private String scratchUri(String folder) {
        return stack.scratch(namespace).resolve(folder).toUri().toString();
    }

    private void play(TemporaryJob running, List<List<ProducerRecord<byte[], byte[]>>> steps) {
        Map<String, Long> ends = new TreeMap<>();
        int middle = steps.size() / 2;
        boolean killed = false;
        for (int i = 0; i < steps.size(); i++) {
            List<ProducerRecord<byte[], byte[]>> records = steps.get(i);
            if (request.variation() == Variation.KILLED && i == middle) {
                int half = (records.size() + 1) / 2;
                ends.putAll(stack.send(records.subList(0, half)));
                awaitRead(running, () -> running.unread(ends));
                records = records.subList(half, records.size());
                ends.putAll(stack.send(records));
                killTaskManager.run();
                killed = true;
            } else {
                ends.putAll(stack.send(records));
            }
            if (killed) {
                awaitReadAgain(running, ends);
            } else {
                awaitRead(running, () -> running.unread(ends));
            }
            if (i < steps.size() - 1 || testCase.end() == End.OPEN) {
                awaitCommitted(running);
            }
        }
        if (steps.isEmpty()) {
            awaitCommitted(running);
        }
    }

    private void awaitRead(TemporaryJob running, Supplier<Map<String, Long>> unread) {
        await(
                running,
                () -> unread.get().isEmpty(),
                () -> unread.get().entrySet().stream()
                        .map(one -> records(one.getValue()) + " of topic \"" + namespace.nameOf(one.getKey())
                                + "\" were not read")
                        .collect(Collectors.joining(", ")));
    }

    private static String records(long count) {
        return count == 1 ? "1 record" : count + " records";
    }

    /** What a restarted job has fetched a moment ago has left its source when checkpoints have followed. */
    private void awaitReadAgain(TemporaryJob running, Map<String, Long> ends) {
        awaitRead(running, () -> running.unreadAfterRestart(ends));
        awaitCommitted(running);
        awaitRead(running, () -> running.unreadAfterRestart(ends));
    }

    /**
     * The checkpoint under way may have begun before the last record was read; the one after it may have begun before the
     * watermark of that record was sent on; the third has both behind it.
     */
    private void awaitCommitted(TemporaryJob running) {
        long last = running.checkpoint();
        await(running, () -> running.checkpoint() >= last + 3, () -> "no checkpoint was completed");
    }

    private void end(TemporaryJob running) {
        if (testCase.end() == End.OPEN) {
            running.cancel();
            return;
        }
        String folder = scratchUri("savepoint");
        await(running, () -> running.drained(folder), () -> "the job did not end when it was told to");
        job = Optional.empty();
    }

    /** @param missing what was not there when the time was over */
    private void await(TemporaryJob running, BooleanSupplier condition, Supplier<String> missing) {
        while (!condition.getAsBoolean()) {
            String state = running.state();
            if (state.equals("FINISHED")) {
                return;
            }
            if (state.equals("FAILED") || state.equals("CANCELED")) {
                throw new Stopped("the pipeline failed: " + running.failure().orElse("nobody knows why"));
            }
            if (elapsed().compareTo(testCase.timeout()) > 0) {
                String why = running.failure()
                        .map(failure -> ", its last failure: " + failure)
                        .orElse("");
                throw new Stopped("not through after " + testCase.timeout().toSeconds() + " s: " + missing.get()
                        + "; the job is " + state + why);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    private CaseReport compare(List<Output> outputs, CompiledPipeline pipeline) {
        List<TableDiff> differences = new ArrayList<>();
        Map<String, List<Map<String, JsonNode>>> actual = new TreeMap<>();
        CaseOutputs reader = new CaseOutputs(stack, namespace, findings);
        for (Output output : outputs) {
            CaseOutputs.Rows rows = reader.read(output.expectation(), output.database(), output.table());
            Expectation expectation = output.expectation();
            actual.put(expectation.output(), rows.rows());
            TableDiff diff = reader.compare(expectation, rows);
            if (!diff.isEmpty()) {
                differences.add(diff);
            }
        }
        requireNoFindings();
        differences.addAll(unexpected(outputs, pipeline));
        return report(differences.isEmpty() ? Outcome.PASSED : Outcome.FAILED, differences, Optional.empty(), actual);
    }

    /** Records that were set aside, and that the case does not speak of. */
    private List<TableDiff> unexpected(List<Output> outputs, CompiledPipeline pipeline) {
        Set<String> known = outputs.stream()
                .map(output -> output.database() + "." + output.table())
                .collect(Collectors.toSet());
        List<TableDiff> differences = new ArrayList<>();
        for (ConnectedTable sink : pipeline.sinks()) {
            String path = withoutCatalog(sink.identifier());
            String[] parts = path.split("\\.", 2);
            boolean isSide = parts.length == 2 && (parts[0].equals("dead") || parts[0].equals("late"));
            if (isSide && sink.topics().isEmpty() && !known.contains(path)) {
                CaseOutputs reader = new CaseOutputs(stack, namespace, findings);
                List<Map<String, JsonNode>> rows =
                        reader.rows(parts[0], parts[1]).rows();
                if (!rows.isEmpty()) {
                    String name = parts[0] + "." + namespace.nameOf(parts[1]);
                    differences.add(TableDiff.of(name, testCase.mark().line(), List.of(), List.of(), rows));
                }
            }
        }
        return differences;
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private CaseReport report(
            Outcome outcome,
            List<TableDiff> differences,
            Optional<String> problem,
            Map<String, List<Map<String, JsonNode>>> actual) {
        return new CaseReport(
                file.file(),
                file.pipelineName(),
                testCase.name(),
                testCase.mark().line(),
                request.variation(),
                request.seed(),
                outcome,
                elapsed(),
                differences,
                problem,
                findings,
                notes,
                actual);
    }
}
