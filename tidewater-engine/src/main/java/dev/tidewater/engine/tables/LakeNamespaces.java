package dev.tidewater.engine.tables;

import dev.tidewater.engine.stack.Endpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.iceberg.catalog.Namespace;
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
        try {
            catalog.createNamespace(Namespace.of(name));
        } catch (AlreadyExistsException e) {
            // That is all that is wanted.
        }
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
