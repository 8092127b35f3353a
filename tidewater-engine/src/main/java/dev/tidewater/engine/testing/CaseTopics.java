package dev.tidewater.engine.testing;

import dev.tidewater.engine.produce.SchemaRegistry.SchemaType;
import dev.tidewater.engine.sql.CompiledPipeline;
import dev.tidewater.engine.sql.ConnectedTable;
import dev.tidewater.engine.sql.Namespace;
import dev.tidewater.engine.sql.PlanTables;
import dev.tidewater.engine.sql.PlanTables.Columns;
import dev.tidewater.engine.sql.SqlScript;
import dev.tidewater.engine.sql.SqlToken;
import dev.tidewater.engine.testing.Arrival.Timed;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.Finding;
import dev.tidewater.model.Nearest;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The topics of one run of a case: made for it, with schemas of their own, and the records that its steps send to them. */
final class CaseTopics implements CasePlans.Made {
    private static final String VALUE = "-value";
    private static final List<String> SIDES = List.of(VALUE, "-key");
    private static final Columns NO_COLUMNS = new Columns(List.of(), List.of(), Optional.empty(), Optional.empty());

    private final TestStack stack;
    private final TestFile file;
    private final TestCase testCase;
    private final CaseRequest request;
    private final Namespace namespace;
    private final List<Finding> findings;
    private final Set<String> topics = new TreeSet<>();
    private final Set<String> subjects = new TreeSet<>();
    private final Map<String, String> schemas = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();

    /** @param findings takes what is wrong with rows, schemas and names */
    CaseTopics(
            TestStack stack,
            TestFile file,
            TestCase testCase,
            CaseRequest request,
            Namespace namespace,
            List<Finding> findings) {
        this.stack = stack;
        this.file = file;
        this.testCase = testCase;
        this.request = request;
        this.namespace = namespace;
        this.findings = findings;
    }

    /** What the author should know of the variation. */
    List<String> notes() {
        return List.copyOf(notes);
    }

    /** Schemas and settings of topics, by their names in scripts: what the planner sees of them. */
    Map<String, String> schemas() {
        return Map.copyOf(schemas);
    }

    /** Full names of those that were made so far. */
    @Override
    public Set<String> all() {
        return Set.copyOf(topics);
    }

    /** Leaves the schemas in the registry: it gives one that nobody names any more another id when it comes again. */
    @Override
    public void keepSchemas() {
        subjects.clear();
    }

    /** With the lake tables of the case. */
    void remove() {
        stack.remove(namespace, topics, subjects);
    }

    /** Records of each step, in the order in which they arrive. Creates the topics that only the pipeline names. */
    List<List<ProducerRecord<byte[], byte[]>>> records(CompiledPipeline pipeline) {
        create(pipeline);
        Map<String, ConnectedTable> tables = tablesByTopic(pipeline);
        Map<String, Columns> columns = columnsByTopic(pipeline, tables);
        Map<String, RecordMaker> makers = makers(tables, columns);
        List<List<ProducerRecord<byte[], byte[]>>> steps = new ArrayList<>();
        testCase.steps().forEach(step -> steps.add(records(step, makers, columns, tables)));
        return steps;
    }

    /** Creates the topics that the file or the script names, so that the pipeline can be compiled. */
    void prepare(SqlScript script) {
        Set<String> named = new LinkedHashSet<>(file.topics().keySet());
        testCase.steps().forEach(step -> named.addAll(step.rows().keySet()));
        named.removeIf(CaseTables::isTable);
        Set<String> outside = stack.topics();
        Set<String> all = new LinkedHashSet<>(named);
        script.statements().stream()
                .flatMap(statement -> statement.tokens().stream())
                .filter(SqlToken::isName)
                .map(SqlToken::value)
                .filter(outside::contains)
                .forEach(all::add);
        Map<String, String> policies =
                stack.cleanupPolicies(all.stream().filter(outside::contains).toList());
        Map<String, Map<String, String>> settings = new TreeMap<>();
        Map<String, String> known = outside.contains(SettingsOfTopics.TOPIC) ? stack.settings() : Map.of();
        for (String topic : all) {
            Map<String, String> own = new TreeMap<>(SettingsOfTopics.of(topic, known));
            Optional.ofNullable(file.topics().get(topic)).ifPresent(spec -> own.putAll(spec.settings()));
            Optional.ofNullable(own.remove(SettingsOfTopics.CLEANUP_POLICY))
                    .ifPresent(policy -> policies.put(topic, policy));
            settings.put(topic, own);
        }
        Map<String, String> made = new TreeMap<>();
        all.forEach(topic -> made.put(namespace.topic(topic), policies.getOrDefault(topic, "delete")));
        topics.addAll(made.keySet());
        stack.createTopics(made);
        all.parallelStream().forEach(topic -> registerSchemas(topic, outside.contains(topic)));
        all.forEach(topic -> {
            schemas.putIfAbsent(topic, "");
            schemas.put(topic + "/", policies.getOrDefault(topic, "delete") + " " + settings.get(topic));
        });
        stack.writeSettings(namespace, settings);
    }

    /** So that catalog {@code kafka} knows the columns: the test's own schema, else the one that the topic has outside. */
    private void registerSchemas(String topic, boolean isOutside) {
        Optional<Path> own = Optional.ofNullable(file.topics().get(topic)).flatMap(TopicSpec::schema);
        if (own.isPresent()) {
            registerFile(topic, own.get());
        }
        for (String side : SIDES) {
            if ((own.isEmpty() || !side.equals(VALUE)) && (isOutside || side.equals(VALUE))) {
                String subject = namespace.topic(topic) + side;
                stack.registry()
                        .copyLatest(topic + side, subject)
                        .ifPresent(copied -> registered(topic, side, copied.id() + " " + copied.schema()));
            }
        }
    }

    private void registerFile(String topic, Path path) {
        Mark mark = file.topics()
                .getOrDefault(topic, TopicSpec.none(testCase.mark()))
                .mark();
        String name = path.toString();
        SchemaType type = name.endsWith(".proto")
                ? SchemaType.PROTOBUF
                : name.endsWith(".json") ? SchemaType.JSON : SchemaType.AVRO;
        try {
            register(topic, VALUE, Files.readString(path), type);
        } catch (IOException e) {
            fault(mark.error("schema \"" + path + "\" cannot be read", "paths start from the folder of the test file"));
        } catch (TidewaterException e) {
            if (e.code() != ErrorCode.REFUSED) {
                throw e;
            }
            fault(mark.error("schema \"" + path + "\": " + e.message(), e.hint()));
        }
    }

    private synchronized void fault(Finding finding) {
        findings.add(finding);
    }

    private synchronized void registered(String topic, String side, String what) {
        subjects.add(namespace.topic(topic) + side);
        schemas.put(side.equals(VALUE) ? topic : topic + side, what);
    }

    private int register(String topic, String side, String schema, SchemaType type) {
        int id = stack.registry().register(namespace.topic(topic) + side, schema, type);
        registered(topic, side, id + " " + schema);
        return id;
    }

    private void create(CompiledPipeline pipeline) {
        Set<String> more = new TreeSet<>();
        pipeline.sources().forEach(table -> more.addAll(table.topics()));
        pipeline.sinks().forEach(table -> more.addAll(table.topics()));
        more.removeAll(topics);
        topics.addAll(more);
        // If the script has created them, it has also registered schemas.
        more.forEach(topic -> SIDES.forEach(side -> subjects.add(topic + side)));
        if (!more.isEmpty()) {
            stack.createTopics(more.stream().collect(Collectors.toMap(topic -> topic, topic -> "delete")));
        }
    }

    private Map<String, ConnectedTable> tablesByTopic(CompiledPipeline pipeline) {
        Map<String, ConnectedTable> tables = new TreeMap<>();
        pipeline.sources()
                .forEach(table -> table.topics().forEach(topic -> tables.putIfAbsent(namespace.nameOf(topic), table)));
        return tables;
    }

    private static Map<String, Columns> columnsByTopic(CompiledPipeline pipeline, Map<String, ConnectedTable> tables) {
        Map<String, Columns> all = PlanTables.sources(pipeline.plan());
        Map<String, Columns> columns = new HashMap<>();
        tables.forEach((topic, table) -> columns.put(topic, all.getOrDefault(table.identifier(), NO_COLUMNS)));
        return columns;
    }

    private Map<String, RecordMaker> makers(Map<String, ConnectedTable> tables, Map<String, Columns> columns) {
        Map<String, RecordMaker> makers = new HashMap<>();
        Map<String, Mark> named = new LinkedHashMap<>();
        file.topics().forEach((topic, spec) -> named.put(topic, spec.mark()));
        testCase.steps().forEach(step -> step.marks().forEach(named::putIfAbsent));
        named.keySet().removeIf(CaseTables::isTable);
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

    private Optional<RecordBytes> encoding(String topic, ConnectedTable table, Columns columns, Mark mark) {
        try {
            return Optional.of(new RecordBytes(table, columns, new RecordBytes.Schemas() {
                @Override
                public Optional<RecordBytes.Registered> of(String side) {
                    return stack.registry()
                            .latest(namespace.topic(topic) + side)
                            .map(known -> new RecordBytes.Registered(known.schema(), known.id()));
                }

                @Override
                public int register(String side, String schema) {
                    return CaseTopics.this.register(topic, side, schema, SchemaType.AVRO);
                }
            }));
        } catch (IllegalArgumentException e) {
            findings.add(mark.error(
                    "no rows of topic \"" + topic + "\" can be made: " + e.getMessage(),
                    "name a file under topics: " + topic + ": schema:, or give each record's text instead of a row"));
            return Optional.empty();
        }
    }

    private List<ProducerRecord<byte[], byte[]>> records(
            Step step,
            Map<String, RecordMaker> makers,
            Map<String, Columns> columns,
            Map<String, ConnectedTable> tables) {
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
        if (RecordBytes.isChangelog(table) || !columns.key().isEmpty()) {
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
}
