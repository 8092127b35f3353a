package dev.tidewater.engine.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidewater.engine.deploy.LocalSessions;
import dev.tidewater.engine.sql.CompiledPipeline;
import dev.tidewater.engine.sql.ConnectedTable;
import dev.tidewater.engine.sql.LakeTables;
import dev.tidewater.engine.sql.Namespace;
import dev.tidewater.engine.sql.PipelineCompiler;
import dev.tidewater.engine.sql.SqlScript;
import dev.tidewater.engine.testing.CaseReport.Outcome;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.iceberg.data.Record;
import org.apache.kafka.clients.producer.ProducerRecord;

/** One run of a case: topics and tables of its own, the pipeline as a job that ends, its outputs compared. */
final class CaseRun {
    /** What the names of topics begin with, where they are outputs. */
    private static final String TOPICS = "kafka.topics.";

    private final TestStack stack;
    private final Project project;
    private final TestFile file;
    private final TestCase testCase;
    private final CaseRequest request;
    private final Namespace namespace;
    private final Runnable killTaskManager;
    private final long began = System.nanoTime();
    private final List<Finding> findings = new ArrayList<>();
    private final CaseTopics topics;
    private final CaseTables tables;

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
        this.topics = new CaseTopics(stack, file, testCase, request, namespace, findings);
        this.tables = new CaseTables(stack, file, testCase, namespace, findings);
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
        } catch (CaseJob.Stopped e) {
            return report(Outcome.FAILED, List.of(), Optional.of(String.valueOf(e.getMessage())), new TreeMap<>());
        } catch (TidewaterException e) {
            if (e.code().exitCode() > 2) {
                throw e;
            }
            findings.addAll(e.findings());
            return report(Outcome.FAILED, List.of(), Optional.of(e.message()), new TreeMap<>());
        } finally {
            if (request.afterwards() == CaseRequest.Afterwards.REMOVE) {
                topics.remove();
            }
        }
    }

    private CaseReport play() {
        SqlScript script = script(pipeline());
        stack.namespaces().create(namespace.token());
        topics.prepare(script);
        PipelineCompiler compiler = new PipelineCompiler(
                LocalSessions.forPipelines(stack.endpoints(), project),
                LocalSessions.hosts(stack.endpoints(), project.configuration()),
                namespace);
        tables.prepare(script, others(), compiler);
        requireNoFindings();
        CompiledPipeline pipeline = compile(script, compiler);
        List<List<ProducerRecord<byte[], byte[]>>> steps = topics.records(pipeline);
        List<Map<String, List<Record>>> rows = tables.rows(pipeline);
        List<Output> outputs = outputs(pipeline);
        requireNoFindings();
        rows.forEach(tables::append);
        try (CaseJob job = CaseJob.submit(
                stack, project, testCase, request, namespace, killTaskManager, this::elapsed, pipeline)) {
            job.play(steps);
            job.end();
        }
        return compare(outputs, pipeline);
    }

    /** Scripts of the project that may create what this one reads; those that cannot be read create nothing. */
    private List<SqlScript> others() {
        return project.pipelines().stream()
                .filter(pipeline -> !pipeline.name().equals(file.pipelineName()))
                .map(CaseRun::script)
                .toList();
    }

    private Pipeline pipeline() {
        return project.pipeline(file.pipelineName()).orElseThrow(() -> {
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
    }

    private static SqlScript script(Pipeline pipeline) {
        try {
            return SqlScript.parse(pipeline.file().toString(), Files.readString(pipeline.file()));
        } catch (IOException e) {
            throw new TidewaterException(
                    ErrorCode.USAGE, "file \"" + pipeline.file() + "\" cannot be read", "see that it is UTF-8 text", e);
        }
    }

    private CompiledPipeline compile(SqlScript script, PipelineCompiler compiler) {
        String name = file.pipelineName();
        Map<String, String> schemas = new TreeMap<>(topics.schemas());
        schemas.putAll(tables.definitions());
        CasePlans.Key key = new CasePlans.Key(name, script.normalised(), project.configuration(), schemas);
        return stack.plans().compiled(key, namespace, topics, () -> compiler.compile(name, script));
    }

    /** What is compared with an expectation. */
    private record Output(Expectation expectation, String database, String table) {}

    private List<Output> outputs(CompiledPipeline pipeline) {
        Set<String> written = pipeline.sinks().stream()
                .filter(table -> table.topics().isEmpty())
                .map(table -> withoutCatalog(table.identifier()))
                .collect(Collectors.toCollection(TreeSet::new));
        List<Output> outputs = new ArrayList<>();
        Set<String> topicsWritten = pipeline.sinks().stream()
                .filter(table -> table.identifier().startsWith(TOPICS))
                .flatMap(table -> table.topics().stream())
                .map(namespace::nameOf)
                .collect(Collectors.toCollection(TreeSet::new));
        for (Expectation expectation : testCase.expectations()) {
            outputs.add(
                    expectation.output().startsWith(TOPICS)
                            ? topic(expectation, topicsWritten)
                            : output(expectation, written));
        }
        return outputs;
    }

    private Output topic(Expectation expectation, Set<String> written) {
        String topic = expectation.output().substring(TOPICS.length());
        if (expectation.sql().isEmpty() && !written.contains(topic)) {
            notWritten(expectation, written.stream().map(TOPICS::concat).toList());
        }
        return new Output(expectation, TOPICS, topic);
    }

    private void notWritten(Expectation expectation, List<String> written) {
        findings.add(expectation
                .mark()
                .error(
                        "pipeline \"" + file.pipelineName() + "\" does not write \"" + expectation.output() + "\"",
                        Nearest.to(expectation.output(), written)
                                .map(near -> "did you mean \"" + near + "\"?")
                                .orElse(written.isEmpty() ? "" : "it writes: " + String.join(", ", written))));
    }

    private Output output(Expectation expectation, Set<String> written) {
        String name = expectation.output();
        String[] side = name.split("\\.", 2);
        boolean isSide = side.length == 2 && (side[0].equals("dead") || side[0].equals("late"));
        if (isSide) {
            String table = LakeTables.ofTopic(namespace.topic(side[1]));
            if (!written.contains(side[0] + "." + table)) {
                notWritten(
                        expectation,
                        written.stream()
                                .filter(sink -> sink.startsWith("dead.") || sink.startsWith("late."))
                                .map(sink -> sink.replace(namespace.prefix(), ""))
                                .toList());
            }
            return new Output(expectation, side[0], table);
        }
        String path = name.startsWith("lake.") ? name.substring("lake.".length()) : name;
        if (expectation.sql().isEmpty() && !written.contains(path)) {
            List<String> own = written.stream()
                    .filter(table -> !table.contains(namespace.token()))
                    .map(table -> "lake." + table)
                    .toList();
            notWritten(expectation, own);
        }
        int dot = path.lastIndexOf('.');
        return new Output(expectation, dot < 0 ? "" : path.substring(0, dot), path.substring(dot + 1));
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

    private CaseReport compare(List<Output> outputs, CompiledPipeline pipeline) {
        List<TableDiff> differences = new ArrayList<>();
        Map<String, List<Map<String, JsonNode>>> actual = new TreeMap<>();
        CaseOutputs reader = new CaseOutputs(stack, namespace, findings);
        for (Output output : outputs) {
            Expectation expectation = output.expectation();
            CaseOutputs.Rows rows = output.database().equals(TOPICS)
                    ? reader.topic(expectation, output.table())
                    : reader.read(expectation, output.database(), output.table());
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
                topics.notes(),
                actual);
    }
}
