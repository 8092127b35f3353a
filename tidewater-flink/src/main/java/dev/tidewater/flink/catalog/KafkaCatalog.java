package dev.tidewater.flink.catalog;

import dev.tidewater.flink.registry.RegistryRefusedException;
import dev.tidewater.flink.registry.SchemaRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.table.catalog.CatalogBaseTable;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.catalog.TableChange;
import org.apache.flink.table.catalog.exceptions.CatalogException;
import org.apache.flink.table.catalog.exceptions.DatabaseNotExistException;
import org.apache.flink.table.catalog.exceptions.ProcedureNotExistException;
import org.apache.flink.table.catalog.exceptions.TableAlreadyExistException;
import org.apache.flink.table.catalog.exceptions.TableNotExistException;
import org.apache.flink.table.procedures.Procedure;

/**
 * The topics of a Kafka cluster as tables. Nothing is kept here: a table is made of the topic, its subjects and its
 * settings whenever it is asked for, and its options say all that a reader or writer needs: a plan needs no catalog.
 */
final class KafkaCatalog extends OneDatabaseCatalog {
    static final String DATABASE = "topics";

    /** After a topic's name, which cannot have that character: the records of it that cannot be decoded. */
    static final String BAD_RECORDS = "$dead";

    private final Connection connection;
    private final String prefix;
    private final KafkaCluster cluster;
    private final SettingsTopic settingsTopic;
    private final Optional<SchemaRegistry> registry;
    private final TopicDirectory topics;

    /** @param prefix of the topics that are tables here, which the names of the tables leave out */
    KafkaCatalog(String name, Connection connection, String prefix, Duration ttl) {
        super(name, DATABASE, "the topics of " + connection.bootstrapServers());
        this.connection = connection;
        this.prefix = prefix;
        this.cluster = new KafkaCluster(connection);
        this.settingsTopic = new SettingsTopic(connection, cluster);
        this.registry = connection.registryUrl().map(SchemaRegistry::new);
        this.topics = new TopicDirectory(cluster, settingsTopic, registry, ttl, InstantSource.system());
    }

    /** Asks nobody: a session may be made while the cluster is down, and most never ask for a topic. */
    @Override
    public void open() {}

    @Override
    public void close() {}

    @Override
    public List<String> listTables(String database) throws DatabaseNotExistException {
        requireDatabase(database);
        return topics.tables().stream()
                .filter(topic -> topic.startsWith(prefix))
                .map(topic -> topic.substring(prefix.length()))
                .toList();
    }

    @Override
    public boolean tableExists(ObjectPath path) {
        return databaseExists(path.getDatabaseName()) && topics.exists(topic(path));
    }

    @Override
    public CatalogTable getTable(ObjectPath path) throws TableNotExistException {
        TopicFacts facts = facts(path);
        return isOfBadRecords(path) ? TopicTable.ofBadRecords(facts, connection) : TopicTable.of(facts, connection);
    }

    private void requireWhole(ObjectPath path) {
        if (isOfBadRecords(path)) {
            throw Faults.of(
                    "\"" + path.getObjectName() + "\" is a part of topic \"" + topic(path) + "\"",
                    "name the topic itself");
        }
    }

    private static boolean isOfBadRecords(ObjectPath path) {
        return path.getObjectName().endsWith(BAD_RECORDS);
    }

    /** Plans name topics in full, so a name may have its prefix already. */
    private String topic(ObjectPath path) {
        String name = path.getObjectName();
        String topic = isOfBadRecords(path) ? name.substring(0, name.length() - BAD_RECORDS.length()) : name;
        return topic.startsWith(prefix) ? topic : prefix + topic;
    }

    private TopicFacts facts(ObjectPath path) throws TableNotExistException {
        if (!databaseExists(path.getDatabaseName())) {
            throw new TableNotExistException(getName(), path);
        }
        return topics.facts(topic(path)).orElseThrow(() -> new TableNotExistException(getName(), path));
    }

    /**
     * Registers the schemas, writes the settings, makes the topic: whoever sees the topic sees its table whole. What has
     * been done when it fails is done again without harm when it is repeated.
     */
    @Override
    public void createTable(ObjectPath path, CatalogBaseTable table, boolean ignoreIfExists)
            throws TableAlreadyExistException, DatabaseNotExistException {
        requireDatabase(path.getDatabaseName());
        String topic = topic(path);
        if (!(table instanceof ResolvedCatalogTable resolved)) {
            throw noTable(topic, getName());
        }
        if (topics.exists(topic)) {
            if (ignoreIfExists) {
                return;
            }
            throw new TableAlreadyExistException(getName(), path);
        }
        TopicDefinition definition = TopicDefinition.of(topic, resolved);
        try {
            register(definition);
            settingsTopic.write(topic, topics.settings(topic), definition.settings());
            boolean created =
                    cluster.create(topic, definition.partitions(), definition.replication(), definition.configs());
            if (!created && !ignoreIfExists) {
                throw new TableAlreadyExistException(getName(), path);
            }
        } finally {
            topics.forget();
        }
    }

    private void register(TopicDefinition definition) {
        definition
                .keySchema()
                .ifPresent(schema -> register(definition, TopicFacts.keySubject(definition.topic()), schema));
        definition
                .valueSchema()
                .ifPresent(schema -> register(definition, TopicFacts.valueSubject(definition.topic()), schema));
    }

    private void register(TopicDefinition definition, String subject, TopicSchema schema) {
        String topic = definition.topic();
        SchemaRegistry known = registry.orElseThrow(() -> Faults.of(
                "table \"" + topic + "\" cannot be created: there is no schema registry to keep its columns",
                "give the catalog the option '" + KafkaCatalogFactory.REGISTRY_URL.key() + "', or the table '"
                        + TopicSettings.VALUE_FORMAT + "' = 'json'"));
        try {
            known.register(subject, schema.type(), schema.text());
        } catch (RegistryRefusedException e) {
            throw Faults.of(
                    "table \"" + topic + "\" cannot be created: " + e.getMessage(),
                    "make the columns compatible with it, choose another name, or delete the subject if no record needs"
                            + " it: " + delete(subject),
                    e);
        } catch (IOException e) {
            throw TopicDirectory.unanswered("subject \"" + subject + "\"", e);
        }
    }

    private static String delete(String subject) {
        return "curl -X DELETE REGISTRY/subjects/" + subject;
    }

    /** Deletes the topic, then what only it needs: should that fail, no record has lost its schema. */
    @Override
    public void dropTable(ObjectPath path, boolean ignoreIfNotExists) throws TableNotExistException {
        if (!tableExists(path)) {
            if (ignoreIfNotExists) {
                return;
            }
            throw new TableNotExistException(getName(), path);
        }
        requireWhole(path);
        String topic = path.getObjectName();
        TopicSettings settings = topics.settings(topic);
        try {
            cluster.delete(topic);
            settingsTopic.write(topic, settings, TopicSettings.NONE);
            deleteSubjects(topic);
        } finally {
            topics.forget();
        }
    }

    private void deleteSubjects(String topic) {
        if (registry.isEmpty()) {
            return;
        }
        List<String> left = new ArrayList<>(List.of(TopicFacts.valueSubject(topic), TopicFacts.keySubject(topic)));
        try {
            while (!left.isEmpty()) {
                registry.get().delete(left.get(0));
                left.remove(0);
            }
        } catch (IOException e) {
            throw Faults.of(
                    "topic \"" + topic + "\" is deleted, but not its schemas: " + e.getMessage(),
                    "delete them with: "
                            + String.join(
                                    " ; ",
                                    left.stream().map(KafkaCatalog::delete).toList()),
                    e);
        }
    }

    @Override
    public void renameTable(ObjectPath path, String newName, boolean ignoreIfNotExists) {
        throw notRenamed(path, newName);
    }

    static CatalogException noTable(String name, String catalog) {
        return Faults.of(
                "\"" + name + "\" is not a table, and catalog \"" + catalog + "\" has tables only",
                "write CREATE TEMPORARY VIEW, or create it in another catalog");
    }

    static CatalogException notRenamed(ObjectPath path, String newName) {
        return Faults.of(
                "topic \"" + path.getObjectName() + "\" cannot be renamed, as no topic can",
                "create \"" + newName + "\" and fill it with INSERT INTO");
    }

    @Override
    public void alterTable(ObjectPath path, CatalogBaseTable table, boolean ignoreIfNotExists) {
        throw onlySettings(path.getObjectName());
    }

    @Override
    public void alterTable(
            ObjectPath path, CatalogBaseTable table, List<TableChange> changes, boolean ignoreIfNotExists)
            throws TableNotExistException {
        if (ignoreIfNotExists && !tableExists(path)) {
            return;
        }
        requireWhole(path);
        topics.forget();
        TopicFacts facts = facts(path);
        TopicSettings changed = changed(facts, changes);
        TopicTable.of(facts.with(changed), connection);
        settle(facts, changed);
    }

    private static TopicSettings changed(TopicFacts facts, List<TableChange> changes) {
        TopicSettings settings = facts.settings();
        try {
            for (TableChange change : changes) {
                if (change instanceof TableChange.SetOption set) {
                    settings = settings.with(set.getKey(), set.getValue());
                } else if (change instanceof TableChange.ResetOption reset) {
                    settings = settings.without(reset.getKey());
                } else {
                    throw onlySettings(facts.topic());
                }
            }
            return settings;
        } catch (IllegalArgumentException e) {
            throw new CatalogException("topic \"" + facts.topic() + "\" is left as it was: " + e.getMessage(), e);
        }
    }

    static CatalogException onlySettings(String topic) {
        return Faults.of(
                "the columns of topic \"" + topic + "\" are those of its schemas",
                "register another version of subject \"" + TopicFacts.valueSubject(topic)
                        + "\"; ALTER TABLE … SET and RESET change settings: " + TopicSettings.keys());
    }

    private void settle(TopicFacts facts, TopicSettings changed) {
        try {
            settingsTopic.write(facts.topic(), facts.settings(), changed);
        } finally {
            topics.forget();
        }
    }

    /** Takes back a setting, also one that keeps the topic from being a table: then Flink cannot run ALTER TABLE. */
    void resetSetting(String topic, String key) {
        topics.forget();
        TopicFacts facts = topics.facts(topic)
                .orElseThrow(() -> new CatalogException(
                        "topic \"" + topic + "\" does not exist in catalog \"" + getName() + "\""));
        settle(facts, facts.settings().without(key));
    }

    @Override
    public List<String> listProcedures(String database) throws DatabaseNotExistException {
        requireDatabase(database);
        return List.of(ResetSetting.NAME);
    }

    @Override
    public Procedure getProcedure(ObjectPath path) throws ProcedureNotExistException {
        if (!databaseExists(path.getDatabaseName()) || !path.getObjectName().equals(ResetSetting.NAME)) {
            throw new ProcedureNotExistException(getName(), path);
        }
        return new ResetSetting(this);
    }
}
