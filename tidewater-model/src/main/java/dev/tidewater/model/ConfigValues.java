package dev.tidewater.model;

import dev.tidewater.model.ConfigKey.Single;
import dev.tidewater.model.ConfigKey.Table;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Entries read into typed values, and the records made from them. */
final class ConfigValues {
    static final ConfigValues NONE = new ConfigValues(Map.of(), Map.of());

    private final Map<String, Object> singles;
    private final Map<String, Map<Object, Object>> tables;

    private ConfigValues(Map<String, Object> singles, Map<String, Map<Object, Object>> tables) {
        this.singles = singles;
        this.tables = tables;
    }

    /** @param faults receives one finding for every value that cannot be read */
    static ConfigValues read(Collection<ConfigEntry> entries, List<Finding> faults) {
        Map<String, Object> singles = new HashMap<>();
        Map<String, Map<Object, Object>> tables = new HashMap<>();
        for (ConfigEntry entry : entries) {
            if (entry.key() instanceof Table<?, ?> table) {
                Optional<?> key = value(table.keys(), entry.own(), entry, entry.keyPlace(), faults);
                Optional<?> value = value(table.values(), entry.text(), entry, entry.place(), faults);
                if (key.isPresent() && value.isPresent()) {
                    tables.computeIfAbsent(table.name(), name -> new LinkedHashMap<>())
                            .put(key.get(), value.get());
                }
            } else if (entry.key() instanceof Single<?> single) {
                value(single.type(), entry.text(), entry, entry.place(), faults)
                        .ifPresent(value -> singles.put(single.name(), value));
            }
        }
        refuseSharedPorts(entries, singles, faults);
        return new ConfigValues(singles, tables);
    }

    private static Optional<?> value(
            ValueType<?> type, String text, ConfigEntry entry, Place place, List<Finding> faults) {
        try {
            return Optional.of(type.reader().apply(text));
        } catch (IllegalArgumentException e) {
            String near = type == ValueType.SERVICE
                    ? Nearest.to(
                                    text,
                                    StackService.ADDRESSED.stream()
                                            .map(StackService::label)
                                            .toList())
                            .map(service -> "did you mean \"" + service + "\"? ")
                            .orElse("")
                    : "";
            faults.add(place.error(
                    "config-value", "key \"" + entry.name() + "\": " + e.getMessage(), near + "write " + type.form()));
            return Optional.empty();
        }
    }

    private static void refuseSharedPorts(
            Collection<ConfigEntry> entries, Map<String, Object> singles, List<Finding> faults) {
        Map<Object, String> taken = new HashMap<>();
        for (ConfigEntry entry : entries) {
            if (singles.get(entry.name()) instanceof Port port) {
                String other = taken.putIfAbsent(port, entry.name());
                if (other != null) {
                    faults.add(entry.place()
                            .error(
                                    "config-value",
                                    "key \"" + entry.name() + "\": port " + port + " is already given to \"" + other
                                            + "\"",
                                    "give each service its own, or remove the line to have one chosen"));
                }
            }
        }
    }

    Configuration configuration(String folderName) {
        Map<StackService, Port> ports = new EnumMap<>(StackService.class);
        ConfigKeys.LOCAL_PORTS.forEach((service, key) -> find(key).ifPresent(port -> ports.put(service, port)));
        return new Configuration(
                find(ConfigKeys.NAME).orElse(folderName),
                value(ConfigKeys.TARGET),
                value(ConfigKeys.PARALLELISM),
                new CheckpointSettings(value(ConfigKeys.CHECKPOINT_INTERVAL)),
                map(ConfigKeys.SQL),
                new LocalSettings(
                        map(ConfigKeys.LOCAL_HOSTS),
                        new LocalMemory(
                                value(ConfigKeys.LOCAL_MEMORY_TASKMANAGER), value(ConfigKeys.LOCAL_MEMORY_JOBMANAGER)),
                        value(ConfigKeys.LOCAL_SLOTS),
                        ports));
    }

    private <T> T value(Single<T> key) {
        return find(key).orElseThrow(() -> new IllegalStateException("no value and no default: " + key.name()));
    }

    @SuppressWarnings("unchecked") // read() stored it with the type of this key
    private <T> Optional<T> find(Single<T> key) {
        return Optional.ofNullable((T) singles.get(key.name()))
                .or(() -> key.fallback().map(key.type().reader()));
    }

    @SuppressWarnings("unchecked") // read() stored it with the types of this table
    private <K, V> Map<K, V> map(Table<K, V> table) {
        return (Map<K, V>) (Map<?, ?>) tables.getOrDefault(table.name(), Map.of());
    }
}
