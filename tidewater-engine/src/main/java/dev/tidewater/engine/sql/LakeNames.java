package dev.tidewater.engine.sql;

import dev.tidewater.model.Nearest;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the lake holds: what to say of a name that is not among it.
 *
 * @param tables of each database
 */
record LakeNames(Map<String, List<String>> tables) {
    static final LakeNames NONE = new LakeNames(Map.of());

    private static final String CATALOG = Session.LAKE + ".";
    private static final int MOST_SHOWN = 8;

    /** The tables that Iceberg has beside each table. */
    private static final List<String> BESIDE = List.of(
            "snapshots",
            "files",
            "history",
            "partitions",
            "manifests",
            "entries",
            "refs",
            "data_files",
            "delete_files",
            "position_deletes",
            "metadata_log_entries",
            "all_data_files",
            "all_delete_files",
            "all_entries",
            "all_files",
            "all_manifests");

    LakeNames {
        Map<String, List<String>> sorted = new TreeMap<>();
        tables.forEach((database, names) ->
                sorted.put(database, names.stream().sorted().toList()));
        tables = sorted;
    }

    /** What is wrong, and what may have been meant. */
    record Explanation(String message, String hint) {}

    /** @param written {@code table}, {@code database.table} or {@code lake.database.table}, perhaps with {@code $files} */
    Explanation missingTable(String written) {
        long dots = written.chars().filter(c -> c == '.').count();
        String catalog = dots == 2 ? CATALOG : "";
        String name = dots == 2 ? written.substring(written.indexOf('.') + 1) : written;
        int dollar = name.indexOf('$');
        String table = dollar < 0 ? name : name.substring(0, dollar);
        String beside = dollar < 0 ? "" : name.substring(dollar);
        if (!beside.isEmpty() && all().contains(table)) {
            return new Explanation(
                    "table \"%s\" has no \"%s\" beside it".formatted(catalog + table, beside),
                    near(beside.substring(1), BESIDE, "$") + "there are $" + String.join(", $", BESIDE.subList(0, 5)));
        }
        String meant = nearest(table)
                .map(near -> "did you mean \"" + catalog + near + beside + "\"? ")
                .orElse("");
        return new Explanation("table \"" + written + "\" does not exist", meant + holds(table));
    }

    Explanation missingDatabase(String name) {
        return new Explanation(
                "database \"" + name + "\" does not exist",
                near(name, databases(), "") + "the lake's databases: " + few(databases()));
    }

    /** A statement such as SHOW TABLES, which means the current database: there is none in the lake. */
    Explanation unnamedDatabase(String statement) {
        return new Explanation(
                "name the database",
                tables.isEmpty()
                        ? holds("")
                        : statement + " IN " + databases().get(0) + "; there are: " + few(databases()));
    }

    private Optional<String> nearest(String table) {
        if (table.indexOf('.') >= 0) {
            List<String> elsewhere = called(table.substring(table.indexOf('.') + 1));
            return Nearest.to(table, elsewhere.isEmpty() ? all() : elsewhere)
                    .or(() -> elsewhere.stream().findFirst());
        }
        List<String> names = tables.values().stream().flatMap(List::stream).toList();
        return Stream.concat(Stream.of(table), Nearest.to(table, names).stream())
                .flatMap(name -> called(name).stream())
                .findFirst();
    }

    private List<String> called(String table) {
        return all().stream()
                .filter(name -> name.substring(name.indexOf('.') + 1).equalsIgnoreCase(table))
                .toList();
    }

    private String holds(String table) {
        String database = table.substring(0, Math.max(0, table.indexOf('.')));
        List<String> known = tables.get(database);
        if (known != null && !known.isEmpty()) {
            return "database \"" + database + "\" holds: " + few(known);
        }
        return all().isEmpty()
                ? "the lake has no tables yet; a pipeline makes them: tidewater run FILE.sql"
                : "the lake holds: " + few(all());
    }

    private List<String> all() {
        return tables.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(table -> entry.getKey() + "." + table))
                .toList();
    }

    private List<String> databases() {
        // Those with tables first: an empty one is rarely meant.
        return tables.keySet().stream()
                .sorted(Comparator.comparing((String database) ->
                        tables.getOrDefault(database, List.of()).isEmpty()))
                .toList();
    }

    private static String few(List<String> names) {
        String shown = names.stream().limit(MOST_SHOWN).collect(Collectors.joining(", "));
        int more = names.size() - MOST_SHOWN;
        return more > 0 ? "%s, and %d more".formatted(shown, more) : shown;
    }

    private static String near(String word, List<String> candidates, String before) {
        return Nearest.to(word.toLowerCase(Locale.ROOT), candidates)
                .map(near -> "did you mean \"" + before + near + "\"? ")
                .orElse("");
    }
}
