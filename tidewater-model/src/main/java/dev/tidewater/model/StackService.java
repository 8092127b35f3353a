package dev.tidewater.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A service of the local stack, as configuration names it. */
public enum StackService {
    KAFKA,
    SCHEMA_REGISTRY,
    S3,
    CATALOG,
    FLINK;

    /** The services that a pipeline talks to by an address in its options. */
    public static final List<StackService> ADDRESSED = List.of(KAFKA, SCHEMA_REGISTRY, S3, CATALOG);

    /** As written in {@code tidewater.yaml}, such as {@code schema-registry}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<StackService> labelled(String label) {
        return Arrays.stream(values())
                .filter(service -> service.label().equals(label))
                .findFirst();
    }
}
