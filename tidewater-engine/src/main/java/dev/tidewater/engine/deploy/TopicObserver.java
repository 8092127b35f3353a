package dev.tidewater.engine.deploy;

import dev.tidewater.engine.deploy.TopicDetails.Partition;
import dev.tidewater.engine.deploy.TopicReport.Reader;
import dev.tidewater.engine.sql.ConnectedTable;
import dev.tidewater.engine.sql.LakeQuery;
import dev.tidewater.engine.sql.LakeTables;
import dev.tidewater.engine.sql.TopicTable;
import dev.tidewater.engine.stack.Endpoints;
import dev.tidewater.engine.stack.Http;
import dev.tidewater.engine.stack.StackLayout;
import dev.tidewater.engine.tables.LakeReader;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.Nearest;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Puts together what the broker, the registry, the pipelines, their jobs and the lake say of topics. */
public final class TopicObserver {
    private static final String DEAD = "dead";
    private static final String LATE = "late";

    private final Endpoints endpoints;
    private final String metrics;
    private final PipelineStore store;
    private final PipelineObserver pipelines;
    private final TopicOffsets offsets;

    /** @param metrics where the TaskManager shows its metrics to Prometheus */
    public TopicObserver(StackLayout layout, Endpoints endpoints, String metrics) {
        this.endpoints = endpoints;
        this.metrics = metrics;
        this.store = new PipelineStore(layout.state().resolve("pipelines"));
        this.pipelines = new PipelineObserver(new FlinkRest(endpoints.flink().url()));
        this.offsets = new TopicOffsets(endpoints.kafka().bootstrapServers());
    }

    /** Which topics are listed. */
    public enum Extent {
        /** Those that people have made. */
        NAMED,
        /** Those that programs keep for themselves, too: their names begin with {@code _}. */
        ALL
    }

    /**
     * All topics, by name.
     *
     * @throws TidewaterException (UNREACHABLE) if a service does not answer
     */
    public List<TopicReport> topics(Extent extent) {
        List<String> names = offsets.names().stream()
                .filter(name -> extent == Extent.ALL || !name.startsWith("_"))
                .sorted()
                .toList();
        Map<String, List<Partition>> partitions = names.isEmpty() ? Map.of() : offsets.of(names);
        return reports(partitions);
    }

    /**
     * One topic, as {@code query} reads it too.
     *
     * @throws TidewaterException (REFUSED) if there is none of that name; (UNREACHABLE) if a service does not answer
     */
    public TopicDetails topic(String name, LakeQuery query) {
        Set<String> names = offsets.names();
        if (!names.contains(name)) {
            throw new TidewaterException(
                    ErrorCode.REFUSED,
                    "topic \"" + name + "\" does not exist",
                    Nearest.to(name, names)
                            .map(near -> "did you mean \"" + near + "\"?")
                            .orElse("see what does: tidewater topics"));
        }
        List<Partition> partitions = offsets.of(List.of(name)).getOrDefault(name, List.of());
        TopicReport report = reports(Map.of(name, partitions)).get(0);
        Map<String, String> configs = offsets.configs(name);
        try {
            TopicTable table = query.topic(name);
            return new TopicDetails(report, partitions, configs, Optional.of(table), Optional.empty());
        } catch (TidewaterException e) {
            return new TopicDetails(report, partitions, configs, Optional.empty(), Optional.of(e.message()));
        }
    }

    /** A pipeline, and the topics of this stack that it is connected to. */
    private record Connection(PipelineStatus status, Set<String> reads, Set<String> writes) {}

    private List<TopicReport> reports(Map<String, List<Partition>> topics) {
        List<Connection> connections = connections();
        ReadPositions positions = connections.isEmpty() ? ReadPositions.of("") : positions();
        ValueSchemas schemas = ValueSchemas.at(endpoints.schemaRegistry().url());
        List<TopicReport> reports = new ArrayList<>();
        try (LakeReader lake = new LakeReader(endpoints)) {
            Set<String> dead = lake.tables(DEAD);
            Set<String> late = lake.tables(LATE);
            topics.forEach((name, partitions) -> reports.add(new TopicReport(
                    name,
                    partitions.size(),
                    partitions.stream()
                            .mapToLong(one -> one.end() - one.begin())
                            .sum(),
                    schemas.of(name),
                    connections.stream()
                            .filter(pipeline -> pipeline.reads().contains(name))
                            .map(pipeline -> reader(pipeline.status(), name, partitions, positions))
                            .toList(),
                    connections.stream()
                            .filter(pipeline -> pipeline.writes().contains(name))
                            .map(pipeline -> pipeline.status().name())
                            .toList(),
                    dead.contains(LakeTables.ofTopic(name)) ? lake.committedRows(DEAD, LakeTables.ofTopic(name)) : 0,
                    late.contains(LakeTables.ofTopic(name)) ? lake.committedRows(LATE, LakeTables.ofTopic(name)) : 0)));
        }
        return reports;
    }

    private static Reader reader(
            PipelineStatus pipeline, String topic, List<Partition> partitions, ReadPositions positions) {
        return new Reader(pipeline.name(), pipeline.state(), lag(pipeline.jobId(), topic, partitions, positions));
    }

    /** Absent unless it is known of every partition. */
    static Optional<Long> lag(String job, String topic, List<Partition> partitions, ReadPositions positions) {
        long lag = 0;
        for (Partition partition : partitions) {
            Optional<Long> next = positions.next(job, topic, partition.partition(), partition.end());
            if (next.isEmpty()) {
                return Optional.empty();
            }
            // The broker was asked a moment before the job.
            lag += Math.max(0, partition.end() - Math.max(next.get(), partition.begin()));
        }
        return Optional.of(lag);
    }

    private List<Connection> connections() {
        List<PipelineRecord> records = store.all();
        List<PipelineStatus> statuses = pipelines.observe(records);
        Addresses addresses = new Addresses(endpoints);
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            if (records.get(i).plan().isEmpty()) {
                continue;
            }
            StoredPipeline plan = addresses.toAddresses(store.plan(records.get(i)));
            connections.add(new Connection(statuses.get(i), topicsOf(plan.sources()), topicsOf(plan.sinks())));
        }
        return connections;
    }

    private Set<String> topicsOf(Collection<ConnectedTable> tables) {
        Optional<String> here = Optional.of(endpoints.kafka().bootstrapServers());
        Set<String> topics = new TreeSet<>();
        tables.stream()
                .filter(table -> table.bootstrapServers().equals(here))
                .forEach(table -> topics.addAll(table.topics()));
        return topics;
    }

    /** Without a TaskManager nothing is read, and nothing is known. */
    private ReadPositions positions() {
        try {
            return ReadPositions.of(Http.get(metrics + "/metrics").body());
        } catch (IOException e) {
            return ReadPositions.of("");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
