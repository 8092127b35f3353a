package dev.tidewater.engine.tables;

import dev.tidewater.engine.stack.Endpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.rest.RESTCatalog;

/** Makes and removes whole namespaces of the lake, for what lives a moment. */
public final class LakeNamespaces implements AutoCloseable {
    private final RESTCatalog catalog = new RESTCatalog();

    public LakeNamespaces(Endpoints endpoints) {
        catalog.initialize(endpoints.catalog().name(), LakeReader.properties(endpoints));
    }

    /** Does nothing if it is there. */
    public void create(String name) {
        createNamespace(Namespace.of(name));
    }

    private void createNamespace(Namespace namespace) {
        try {
            catalog.createNamespace(namespace);
        } catch (AlreadyExistsException e) {
            // That is all that is wanted.
        }
    }

    /**
     * What is in a namespace, without the rows, to be made again in another.
     *
     * @param namespaces those below it, outer ones first; levels behind its own
     */
    public record Outline(String name, List<List<String>> namespaces, List<Definition> tables) {
        public Outline {
            namespaces = List.copyOf(namespaces);
            tables = List.copyOf(tables);
        }
    }

    /**
     * How a table was created.
     *
     * @param path its namespace's levels behind the outline's own, and its name
     */
    public record Definition(List<String> path, Schema schema, PartitionSpec spec, Map<String, String> properties) {
        public Definition {
            path = List.copyOf(path);
            properties = Map.copyOf(properties);
        }
    }

    public Outline outline(String name) {
        List<List<String>> namespaces = new ArrayList<>();
        List<Definition> tables = new ArrayList<>();
        outline(Namespace.of(name), namespaces, tables);
        return new Outline(name, namespaces, tables);
    }

    private void outline(Namespace namespace, List<List<String>> namespaces, List<Definition> tables) {
        for (TableIdentifier identifier : catalog.listTables(namespace)) {
            Table table = catalog.loadTable(identifier);
            List<String> path = new ArrayList<>(below(namespace));
            path.add(identifier.name());
            tables.add(new Definition(path, table.schema(), table.spec(), table.properties()));
        }
        for (Namespace inner : catalog.listNamespaces(namespace)) {
            namespaces.add(below(inner));
            outline(inner, namespaces, tables);
        }
    }

    private static List<String> below(Namespace namespace) {
        return List.of(namespace.levels()).subList(1, namespace.length());
    }

    /**
     * A table without its rows in a namespace, by the path that it has outside; does nothing if it is there already.
     *
     * @return how it is defined; empty if there is no such table outside
     */
    public Optional<Definition> copy(List<String> path, String into) {
        TableIdentifier outside = TableIdentifier.of(path.toArray(new String[0]));
        Table table;
        try {
            table = catalog.loadTable(outside);
        } catch (NoSuchTableException e) {
            return Optional.empty();
        }
        Definition definition = new Definition(path, table.schema(), table.spec(), table.properties());
        List<List<String>> levels = new ArrayList<>();
        for (int i = 1; i < path.size(); i++) {
            levels.add(path.subList(0, i));
        }
        create(into, new Outline(into, levels, List.of(definition)));
        return Optional.of(definition);
    }

    /**
     * Makes all of it in a namespace that is there; its name stands wherever the outline's stood in theirs. What is there
     * already stays as it is.
     */
    public void create(String name, Outline outline) {
        for (List<String> levels : outline.namespaces()) {
            createNamespace(Namespace.of(path(name, levels, outline)));
        }
        for (Definition table : outline.tables()) {
            String[] path = path(name, table.path(), outline);
            Namespace namespace = Namespace.of(Arrays.copyOf(path, path.length - 1));
            TableIdentifier identifier = TableIdentifier.of(namespace, path[path.length - 1]);
            try {
                catalog.createTable(identifier, table.schema(), table.spec(), table.properties());
            } catch (AlreadyExistsException e) {
                // It has been made for the case before.
            }
        }
    }

    private static String[] path(String name, List<String> path, Outline outline) {
        return Stream.concat(Stream.of(name), path.stream().map(level -> level.replace(outline.name(), name)))
                .toArray(String[]::new);
    }

    /** Names of those at the top. */
    public List<String> names() {
        return catalog.listNamespaces(Namespace.empty()).stream()
                .map(namespace -> namespace.level(0))
                .distinct()
                .toList();
    }

    /** Removes it with all that is in it, files included; does nothing if there is none. */
    public void drop(String name) {
        drop(Namespace.of(name));
    }

    private void drop(Namespace namespace) {
        try {
            catalog.listNamespaces(namespace).forEach(this::drop);
            catalog.listTables(namespace).forEach(table -> {
                try {
                    catalog.dropTable(table, true);
                } catch (NoSuchTableException e) {
                    // Somebody was faster.
                }
            });
            catalog.dropNamespace(namespace);
        } catch (NoSuchNamespaceException e) {
            // Somebody was faster.
        }
    }

    @Override
    public void close() {
        try {
            catalog.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing the catalog", e);
        }
    }
}
