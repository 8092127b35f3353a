package dev.tidewater.house;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One package, and what its classes may depend on besides the JDK, JSpecify and SLF4J.
 *
 * @param name of the package
 * @param ours packages of ours
 * @param libraries packages of others, each with all below it
 */
record Room(String name, List<String> ours, List<String> libraries) {
    private static final String PREFIX = "dev.tidewater.";
    private static final List<String> EVERYBODY = List.of("java..", "javax..", "org.jspecify..", "org.slf4j..");

    Room {
        ours = List.copyOf(ours);
        libraries = List.copyOf(libraries);
    }

    static Room of(String name) {
        return new Room(qualified(name), List.of(), List.of());
    }

    Room imports(String... names) {
        return new Room(name, Arrays.stream(names).map(Room::qualified).toList(), libraries);
    }

    Room uses(String... packages) {
        return new Room(name, ours, List.of(packages));
    }

    /** Patterns of all packages that its classes may depend on. */
    String[] allowed() {
        List<String> allowed = new ArrayList<>(EVERYBODY);
        allowed.add(name);
        allowed.addAll(ours);
        libraries.forEach(library -> allowed.add(library + ".."));
        return allowed.toArray(String[]::new);
    }

    /** A row of the table in ARCHITECTURE.md. */
    String row() {
        return "| " + cell(List.of(name)) + " | " + cell(ours) + " | " + cell(libraries) + " |";
    }

    private static String cell(List<String> packages) {
        return packages.isEmpty()
                ? "-"
                : packages.stream()
                        .map(name -> "`" + (name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name) + "`")
                        .collect(Collectors.joining(", "));
    }

    /** Names of ours are given without their common beginning. */
    private static String qualified(String name) {
        return name.startsWith("org.") ? name : PREFIX + name;
    }
}
