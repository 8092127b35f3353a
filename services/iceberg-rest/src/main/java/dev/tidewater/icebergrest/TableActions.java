package dev.tidewater.icebergrest;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.iceberg.MetadataUpdate;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.rest.CatalogHandlers;
import org.apache.iceberg.rest.RESTCatalogProperties.SnapshotMode;
import org.apache.iceberg.rest.requests.CommitTransactionRequest;
import org.apache.iceberg.rest.requests.CreateTableRequest;
import org.apache.iceberg.rest.requests.RegisterTableRequest;
import org.apache.iceberg.rest.requests.RenameTableRequest;
import org.apache.iceberg.rest.requests.UpdateTableRequest;
import org.apache.iceberg.rest.responses.ListTablesResponse;
import org.apache.iceberg.rest.responses.LoadTableResponse;
import org.apache.iceberg.util.PropertyUtil;

/** What the table endpoints do. */
final class TableActions {
    private final CatalogStore store;
    private final JdbcCatalog catalog;

    TableActions(CatalogStore store) {
        this.store = store;
        this.catalog = store.catalog();
    }

    Reply list(Call call) {
        Page<TableIdentifier> page = Page.of(catalog.listTables(call.namespace()), TableIdentifier::name, call);
        return Reply.ok(ListTablesResponse.builder()
                .addAll(page.items())
                .nextPageToken(page.nextToken())
                .build());
    }

    Reply create(Call call) {
        Namespace namespace = call.namespace();
        CreateTableRequest request = call.body(CreateTableRequest.class);
        CatalogHandlers.namespaceExists(catalog, namespace);
        if (request.stageCreate()) {
            return Reply.ok(CatalogHandlers.stageTableCreate(catalog, namespace, withCatalogsProperties(request)));
        }
        return tagged(CatalogHandlers.createTable(catalog, namespace, request), SnapshotMode.ALL);
    }

    /** For a staged table Iceberg asks the catalog for the location alone, not for its table properties. */
    private CreateTableRequest withCatalogsProperties(CreateTableRequest request) {
        Map<String, String> properties = new HashMap<>(store.propertiesBelow("table-default."));
        properties.putAll(request.properties());
        properties.putAll(store.propertiesBelow("table-override."));
        return CreateTableRequest.builder()
                .stageCreate()
                .withName(request.name())
                .withLocation(request.location())
                .withSchema(request.schema())
                .withPartitionSpec(request.spec())
                .withWriteOrder(request.writeOrder())
                .setProperties(properties)
                .build();
    }

    Reply load(Call call) {
        SnapshotMode mode = call.parameter("snapshots").map(TableActions::mode).orElse(SnapshotMode.ALL);
        LoadTableResponse table = CatalogHandlers.loadTable(catalog, call.identifier(), mode);
        String tag = entityTag(table, mode);
        return call.entityTags().contains(tag) ? Reply.notModified(tag) : Reply.tagged(tag, table);
    }

    private static SnapshotMode mode(String text) {
        try {
            return SnapshotMode.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Invalid snapshots \"" + text + "\": it must be all or refs", e);
        }
    }

    Reply exists(Call call) {
        CatalogHandlers.tableExists(catalog, call.identifier());
        return Reply.noContent();
    }

    Reply commit(Call call) {
        UpdateTableRequest request = call.body(UpdateTableRequest.class);
        try {
            return tagged(CatalogHandlers.updateTable(catalog, call.identifier(), request), SnapshotMode.ALL);
        } catch (CommitFailedException e) {
            if (isDone(call.identifier(), request)) {
                return tagged(CatalogHandlers.loadTable(catalog, call.identifier()), SnapshotMode.ALL);
            }
            throw e;
        }
    }

    /**
     * Whether what is refused was accepted before: the answer to that was lost, and the client asked again. All of a commit
     * is done or nothing, and the list of manifests of a snapshot has a name that no other has.
     */
    private boolean isDone(TableIdentifier identifier, UpdateTableRequest request) {
        List<Snapshot> added = request.updates().stream()
                .filter(MetadataUpdate.AddSnapshot.class::isInstance)
                .map(update -> ((MetadataUpdate.AddSnapshot) update).snapshot())
                .toList();
        if (added.isEmpty()) {
            return false;
        }
        Table table = catalog.loadTable(identifier);
        return added.stream().allMatch(snapshot -> {
            Snapshot known = table.snapshot(snapshot.snapshotId());
            return known != null && Objects.equals(known.manifestListLocation(), snapshot.manifestListLocation());
        });
    }

    Reply commitTogether(Call call) {
        CommitTransactionRequest request = call.body(CommitTransactionRequest.class);
        store.inTransaction(transaction -> {
            for (UpdateTableRequest change : request.tableChanges()) {
                CatalogHandlers.updateTable(transaction, change.identifier(), change);
            }
        });
        return Reply.noContent();
    }

    Reply drop(Call call) {
        if (PropertyUtil.propertyAsBoolean(call.query(), "purgeRequested", false)) {
            CatalogHandlers.purgeTable(catalog, call.identifier());
        } else {
            CatalogHandlers.dropTable(catalog, call.identifier());
        }
        return Reply.noContent();
    }

    Reply rename(Call call) {
        CatalogHandlers.renameTable(catalog, call.body(RenameTableRequest.class));
        return Reply.noContent();
    }

    Reply register(Call call) {
        RegisterTableRequest request = call.body(RegisterTableRequest.class);
        return tagged(CatalogHandlers.registerTable(catalog, call.namespace(), request), SnapshotMode.ALL);
    }

    private static Reply tagged(LoadTableResponse table, SnapshotMode mode) {
        return Reply.tagged(entityTag(table, mode), table);
    }

    /** A metadata file never changes, so its location and what was left out of it name the answer. */
    private static String entityTag(LoadTableResponse table, SnapshotMode mode) {
        String content = mode + " " + table.metadataLocation();
        return "\"" + UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8)) + "\"";
    }
}
