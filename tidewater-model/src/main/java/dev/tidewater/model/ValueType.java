package dev.tidewater.model;

import java.time.Duration;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How the text of a configuration value is read.
 *
 * @param label with its article left out, such as {@code duration}
 * @param form what may be written, as the rest of the sentence "write …"
 * @param reader throws IllegalArgumentException with a message for the user
 */
record ValueType<T>(String label, String form, Function<String, T> reader) {
    static final ValueType<String> TEXT = new ValueType<>("text", "a text", text -> {
        Require.that(!text.isBlank(), "is empty");
        return text.strip();
    });

    static final ValueType<String> OPTION = new ValueType<>("text", "a text", text -> text);

    static final ValueType<String> TARGET = new ValueType<>("name", "letters, digits and hyphens", text -> {
        Require.that(text.matches("[A-Za-z0-9][A-Za-z0-9-]*"), "\"" + text + "\" is not the name of a target");
        return text;
    });

    static final ValueType<Integer> COUNT = new ValueType<>("whole number", "a whole number from 1", text -> {
        Require.that(text.strip().matches("0*[1-9]\\d{0,5}"), "\"" + text + "\" is not a whole number from 1");
        return Integer.parseInt(text.strip());
    });

    static final ValueType<Duration> INTERVAL = new ValueType<>(
            "duration",
            "a duration such as 500ms, 2s, 1min or 1h",
            text -> new CheckpointSettings(Durations.parse(text)).interval());

    static final ValueType<MemorySize> PROCESS_MEMORY = new ValueType<>(
            "memory size",
            "a memory size such as 512m or 1g, at least " + LocalMemory.LEAST,
            text -> LocalMemory.enough(MemorySize.parse(text)));

    static final ValueType<Port> PORT = new ValueType<>("port", "a port between 1 and 65535", Port::parse);

    static final ValueType<HostPort> ADDRESS =
            new ValueType<>("host:port", "a host and a port such as kafka:9092", HostPort::parse);

    static final ValueType<StackService> SERVICE = new ValueType<>(
            "service",
            "one of " + StackService.ADDRESSED.stream().map(StackService::label).collect(Collectors.joining(", ")),
            ValueType::service);

    private static StackService service(String text) {
        return StackService.labelled(text.strip())
                .filter(StackService.ADDRESSED::contains)
                .orElseThrow(() -> new IllegalArgumentException("\"" + text + "\" is not a service with an address"));
    }
}
