package dev.tidewater.flink.catalog;

import dev.tidewater.flink.catalog.TopicFacts.Cleanup;
import dev.tidewater.flink.registry.SubjectVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.catalog.CatalogBaseTable;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.catalog.exceptions.DatabaseNotExistException;
import org.apache.flink.table.catalog.exceptions.TableAlreadyExistException;
import org.apache.flink.table.catalog.exceptions.TableNotExistException;

/**
 * Topics that were declared and not made: the tables are those that {@link KafkaCatalog} would show, or its refusals, and no cluster
 * hears of them.
 */
final class TopicDrafts extends OneDatabaseCatalog {
    private final Connection connection;
    private final Map<String, TopicFacts> drafts = new LinkedHashMap<>();

    TopicDrafts(String name, Connection connection) {
        super(name, KafkaCatalog.DATABASE, "topics that are only planned");
        this.connection = connection;
    }

    @Override
    public void open() {}

    @Override
    public void close() {}

    @Override
    public List<String> listTables(String database) throws DatabaseNotExistException {
        requireDatabase(database);
        return List.copyOf(drafts.keySet());
    }

    @Override
    public boolean tableExists(ObjectPath path) {
        return databaseExists(path.getDatabaseName()) && drafts.containsKey(topic(path));
    }

    @Override
    public CatalogTable getTable(ObjectPath path) throws TableNotExistException {
        TopicFacts facts = drafts.get(topic(path));
        if (facts == null || !databaseExists(path.getDatabaseName())) {
            throw new TableNotExistException(getName(), path);
        }
        return topic(path).equals(path.getObjectName())
                ? TopicTable.of(facts, connection)
                : TopicTable.ofBadRecords(facts, connection);
    }

    @Override
    public void createTable(ObjectPath path, CatalogBaseTable table, boolean ignoreIfExists)
            throws TableAlreadyExistException, DatabaseNotExistException {
        requireDatabase(path.getDatabaseName());
        if (tableExists(path)) {
            if (ignoreIfExists) {
                return;
            }
            throw new TableAlreadyExistException(getName(), path);
        }
        String topic = path.getObjectName();
        if (!(table instanceof ResolvedCatalogTable resolved)) {
            throw KafkaCatalog.noTable(topic, getName());
        }
        drafts.put(topic, facts(TopicDefinition.of(topic, resolved)));
    }

    private static TopicFacts facts(TopicDefinition definition) {
        String topic = definition.topic();
        return new TopicFacts(
                topic,
                definition.partitions().orElse(1),
                "compact".equals(definition.configs().get("cleanup.policy")) ? Cleanup.COMPACT : Cleanup.DELETE,
                definition.keySchema().map(schema -> version(TopicFacts.keySubject(topic), schema, 1)),
                definition.valueSchema().map(schema -> version(TopicFacts.valueSubject(topic), schema, 2)),
                definition.settings(),
                Optional.empty());
    }

    private static SubjectVersion version(String subject, TopicSchema schema, int id) {
        return new SubjectVersion(subject, 1, id, schema.type(), schema.text(), List.of());
    }

    @Override
    public void dropTable(ObjectPath path, boolean ignoreIfNotExists) throws TableNotExistException {
        if (drafts.remove(path.getObjectName()) == null && !ignoreIfNotExists) {
            throw new TableNotExistException(getName(), path);
        }
    }

    @Override
    public void renameTable(ObjectPath path, String newName, boolean ignoreIfNotExists) {
        throw KafkaCatalog.notRenamed(path, newName);
    }

    @Override
    public void alterTable(ObjectPath path, CatalogBaseTable table, boolean ignoreIfNotExists) {
        throw KafkaCatalog.onlySettings(path.getObjectName());
    }

    private static String topic(ObjectPath path) {
        String name = path.getObjectName();
        return name.endsWith(KafkaCatalog.BAD_RECORDS)
                ? name.substring(0, name.length() - KafkaCatalog.BAD_RECORDS.length())
                : name;
    }
}
