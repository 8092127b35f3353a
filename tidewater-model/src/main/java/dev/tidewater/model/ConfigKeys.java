package dev.tidewater.model;

import dev.tidewater.model.ConfigKey.Single;
import dev.tidewater.model.ConfigKey.Table;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every key that {@code tidewater.yaml} knows, with its default. The one place where either is declared. */
final class ConfigKeys {
    static final Single<String> NAME = Single.withoutDefault(
            "name", ValueType.TEXT, "the folder's name", "Name of the project, as `status` and the console show it.");

    static final Single<String> TARGET = Single.of(
            "target",
            ValueType.TARGET,
            "local",
            "Where pipelines run. `tidewater.<target>.yaml` beside this file overlays it.");

    static final Single<Integer> PARALLELISM = Single.of(
            "parallelism",
            ValueType.COUNT,
            "1",
            "Subtasks per operator of a pipeline; a pipeline's own `SET 'parallelism.default'` wins.");

    static final Single<Duration> CHECKPOINT_INTERVAL = Single.of(
            "checkpoint.interval",
            ValueType.INTERVAL,
            "2s",
            "Time between two checkpoints. Lake tables show new rows once per checkpoint.");

    static final Table<String, String> SQL = new Table<>(
            "sql",
            ValueType.OPTION,
            ValueType.OPTION,
            "Flink options for every pipeline, such as `table.local-time-zone: UTC`; a pipeline's own `SET` wins.");

    static final Table<HostPort, StackService> LOCAL_HOSTS = new Table<>(
            "local.hosts",
            ValueType.ADDRESS,
            ValueType.SERVICE,
            "Addresses as pipelines name them, such as `kafka:9092: kafka`: with the `local` target they lead to the"
                    + " stack's service (`kafka`, `schema-registry`, `s3`, `catalog`).");

    static final Single<MemorySize> LOCAL_MEMORY_TASKMANAGER = Single.of(
            "local.memory.taskmanager",
            ValueType.PROCESS_MEMORY,
            "1600m",
            "Memory of the local TaskManager, the whole process.");

    static final Single<MemorySize> LOCAL_MEMORY_JOBMANAGER = Single.of(
            "local.memory.jobmanager",
            ValueType.PROCESS_MEMORY,
            "576m",
            "Memory of the local JobManager, the whole process.");

    static final Single<Integer> LOCAL_SLOTS = Single.of(
            "local.slots",
            ValueType.COUNT,
            "16",
            "Slots of the local TaskManager: a pipeline takes as many as its parallelism.");

    static final Map<StackService, Single<Port>> LOCAL_PORTS = Copies.ordered(ports());

    /** In the order of the reference page. */
    static final List<ConfigKey> ALL = Stream.concat(
                    Stream.<ConfigKey>of(
                            NAME,
                            TARGET,
                            PARALLELISM,
                            CHECKPOINT_INTERVAL,
                            SQL,
                            LOCAL_HOSTS,
                            LOCAL_MEMORY_TASKMANAGER,
                            LOCAL_MEMORY_JOBMANAGER,
                            LOCAL_SLOTS),
                    LOCAL_PORTS.values().stream())
            .toList();

    private ConfigKeys() {}

    private static Map<StackService, Single<Port>> ports() {
        Map<StackService, Single<Port>> ports = new EnumMap<>(StackService.class);
        for (StackService service : StackService.values()) {
            String what = service == StackService.FLINK ? "Flink's REST API and web UI" : "`" + service.label() + "`";
            ports.put(
                    service,
                    Single.withoutDefault(
                            "local.ports." + service.label(),
                            ValueType.PORT,
                            "a free one, then kept",
                            "Port of " + what + " in the local stack, on 127.0.0.1."));
        }
        return ports;
    }
}
