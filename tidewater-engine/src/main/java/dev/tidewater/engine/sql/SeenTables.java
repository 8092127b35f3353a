package dev.tidewater.engine.sql;

import dev.tidewater.engine.json.Json;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.flink.table.catalog.CatalogBaseTable;
import org.apache.flink.table.catalog.ObjectPath;

/**
 * The tables of topics and of the lake as the stack showed them last, for whoever plans while it is down. A file each: checks that
 * run at the same time do not lose what the other saw, and a crash between two files loses nothing but the younger look. It is a
 * convenience: a file that is gone or damaged is a table that was not seen, and a folder that cannot be written fails nothing.
 * For several threads.
 */
public final class SeenTables {
    private static final String ENDING = ".json";

    private final Optional<Path> folder;
    private final InstantSource clock;
    /** By what is known since this object was made: what was seen, or that it is no more. */
    private final Map<List<String>, Optional<SeenTable>> news = new ConcurrentHashMap<>();

    private final Map<String, Instant> used = new ConcurrentHashMap<>();
    private final Map<Path, String> faults = new ConcurrentHashMap<>();

    private SeenTables(Optional<Path> folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** Remembers nothing. */
    public static SeenTables none() {
        return new SeenTables(Optional.empty(), InstantSource.system());
    }

    public static SeenTables in(Path folder, InstantSource clock) {
        return new SeenTables(Optional.of(folder), clock);
    }

    boolean areKept() {
        return folder.isPresent();
    }

    /** To be told what a catalog of the stack shows. */
    ShadowCatalog.Looks looks(String catalog) {
        return new ShadowCatalog.Looks() {
            @Override
            public void shows(ObjectPath path, CatalogBaseTable table) {
                if (areKept()) {
                    SeenTable.of(clock.instant().truncatedTo(ChronoUnit.SECONDS), catalog, path, table)
                            .ifPresent(seen -> news.put(seen.name(), Optional.of(seen)));
                }
            }

            @Override
            public void lacks(ObjectPath path) {
                if (areKept()) {
                    news.put(List.of(catalog, path.getDatabaseName(), path.getObjectName()), Optional.empty());
                }
            }

            @Override
            public void lacks(String database) {
                if (areKept()) {
                    news.put(List.of(catalog, database), Optional.empty());
                }
            }
        };
    }

    /** To be told which table is taken from here. */
    void uses(SeenTable table) {
        used.put(
                TopicNames.CATALOG.equals(table.name().get(0)) ? table.name().get(2) : String.join(".", table.name()),
                table.at());
    }

    /** Names of tables that were taken from here, each with the time when it was seen. */
    public Map<String, Instant> used() {
        return new TreeMap<>(used);
    }

    /** What could not be read or written, for people; it changes nothing else. */
    public List<String> faults() {
        return faults.values().stream().sorted().toList();
    }

    /** Writes down what was seen since. */
    public void save() {
        folder.ifPresent(where -> news.forEach((name, seen) -> {
            try {
                if (seen.isPresent()) {
                    Json.writeFile(file(where, name), seen.get());
                } else {
                    for (Path file : name.size() == 2 ? files(file(where, name)) : List.of(file(where, name))) {
                        Files.deleteIfExists(file);
                    }
                }
            } catch (IOException | UncheckedIOException e) {
                faults.put(where, "schemas cannot be remembered in \"" + where + "\": " + e.getMessage());
            }
        }));
        news.clear();
    }

    /** Those of a catalog, by their names. */
    List<SeenTable> of(String catalog) {
        if (folder.isEmpty()) {
            return List.of();
        }
        Path tables = file(folder.get(), List.of(catalog));
        try {
            List<SeenTable> seen = new ArrayList<>();
            for (Path file : files(tables)) {
                read(file).ifPresent(seen::add);
            }
            return seen;
        } catch (IOException e) {
            faults.put(tables, "remembered schemas in \"" + tables + "\" cannot be read: " + e.getMessage());
            return List.of();
        }
    }

    /** Below a folder, which need not be there. */
    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(name -> name.toString().endsWith(ENDING)).sorted().toList();
        }
    }

    private Optional<SeenTable> read(Path file) {
        try {
            Optional<SeenTable> seen = Json.readFile(file, SeenTable.class);
            // Types in words that this version does not know.
            seen.ifPresent(SeenTable::table);
            return seen;
        } catch (TidewaterException | UncheckedIOException e) {
            faults.put(file, e.getMessage() + "; it is passed over, and written anew by a check with the stack up");
        } catch (RuntimeException e) {
            faults.put(
                    file,
                    "file \"" + file + "\" is of another version: it is passed over, and written anew by a check with"
                            + " the stack up");
        }
        return Optional.empty();
    }

    /** A folder for a catalog and for a database, a file for a table. */
    private static Path file(Path folder, List<String> name) {
        Path file = folder;
        for (int i = 0; i < name.size(); i++) {
            file = file.resolve(encoded(name.get(i)) + (i == 2 ? ENDING : ""));
        }
        return file;
    }

    /** Any name makes a file below its folder, whatever characters it has. */
    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replaceFirst("^\\.", "%2E");
    }
}
