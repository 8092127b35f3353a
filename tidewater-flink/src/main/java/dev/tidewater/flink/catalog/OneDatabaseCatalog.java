package dev.tidewater.flink.catalog;

import java.util.List;
import java.util.Map;
import org.apache.flink.table.catalog.AbstractCatalog;
import org.apache.flink.table.catalog.CatalogDatabase;
import org.apache.flink.table.catalog.CatalogDatabaseImpl;
import org.apache.flink.table.catalog.CatalogFunction;
import org.apache.flink.table.catalog.CatalogPartition;
import org.apache.flink.table.catalog.CatalogPartitionSpec;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.exceptions.CatalogException;
import org.apache.flink.table.catalog.exceptions.DatabaseNotExistException;
import org.apache.flink.table.catalog.exceptions.FunctionNotExistException;
import org.apache.flink.table.catalog.exceptions.PartitionNotExistException;
import org.apache.flink.table.catalog.stats.CatalogColumnStatistics;
import org.apache.flink.table.catalog.stats.CatalogTableStatistics;
import org.apache.flink.table.expressions.Expression;

/** A catalog of one database with tables and nothing else: no partitions, views, functions or statistics. */
abstract class OneDatabaseCatalog extends AbstractCatalog {
    private final String comment;

    OneDatabaseCatalog(String name, String database, String comment) {
        super(name, database);
        this.comment = comment;
    }

    @Override
    public final List<String> listDatabases() {
        return List.of(getDefaultDatabase());
    }

    @Override
    public final CatalogDatabase getDatabase(String name) throws DatabaseNotExistException {
        requireDatabase(name);
        return new CatalogDatabaseImpl(Map.of(), comment);
    }

    final void requireDatabase(String name) throws DatabaseNotExistException {
        if (!databaseExists(name)) {
            throw new DatabaseNotExistException(getName(), name);
        }
    }

    @Override
    public final boolean databaseExists(String name) {
        return name.equals(getDefaultDatabase());
    }

    private CatalogException unsupported(String what) {
        return new CatalogException("catalog \"" + getName() + "\" has the database \"" + getDefaultDatabase()
                + "\" with tables, and no " + what);
    }

    @Override
    public final void createDatabase(String name, CatalogDatabase database, boolean ignoreIfExists) {
        throw unsupported("other database");
    }

    @Override
    public final void dropDatabase(String name, boolean ignoreIfNotExists, boolean cascade) {
        throw unsupported("other database; its own is not dropped");
    }

    @Override
    public final void alterDatabase(String name, CatalogDatabase database, boolean ignoreIfNotExists) {
        throw unsupported("properties of a database");
    }

    @Override
    public final List<String> listViews(String database) throws DatabaseNotExistException {
        requireDatabase(database);
        return List.of();
    }

    @Override
    public final List<CatalogPartitionSpec> listPartitions(ObjectPath table) {
        return List.of();
    }

    @Override
    public final List<CatalogPartitionSpec> listPartitions(ObjectPath table, CatalogPartitionSpec spec) {
        return List.of();
    }

    @Override
    public final List<CatalogPartitionSpec> listPartitionsByFilter(ObjectPath table, List<Expression> filters) {
        return List.of();
    }

    @Override
    public final CatalogPartition getPartition(ObjectPath table, CatalogPartitionSpec spec)
            throws PartitionNotExistException {
        throw new PartitionNotExistException(getName(), table, spec);
    }

    @Override
    public final boolean partitionExists(ObjectPath table, CatalogPartitionSpec spec) {
        return false;
    }

    @Override
    public final void createPartition(
            ObjectPath table, CatalogPartitionSpec spec, CatalogPartition partition, boolean ignoreIfExists) {
        throw unsupported("partitions that are declared");
    }

    @Override
    public final void dropPartition(ObjectPath table, CatalogPartitionSpec spec, boolean ignoreIfNotExists) {
        throw unsupported("partitions that are declared");
    }

    @Override
    public final void alterPartition(
            ObjectPath table, CatalogPartitionSpec spec, CatalogPartition partition, boolean ignoreIfNotExists) {
        throw unsupported("partitions that are declared");
    }

    @Override
    public final List<String> listFunctions(String database) throws DatabaseNotExistException {
        requireDatabase(database);
        return List.of();
    }

    @Override
    public final CatalogFunction getFunction(ObjectPath function) throws FunctionNotExistException {
        throw new FunctionNotExistException(getName(), function);
    }

    @Override
    public final boolean functionExists(ObjectPath function) {
        return false;
    }

    @Override
    public final void createFunction(ObjectPath path, CatalogFunction function, boolean ignoreIfExists) {
        throw unsupported("functions; write CREATE TEMPORARY FUNCTION");
    }

    @Override
    public final void alterFunction(ObjectPath path, CatalogFunction function, boolean ignoreIfNotExists) {
        throw unsupported("functions");
    }

    @Override
    public final void dropFunction(ObjectPath path, boolean ignoreIfNotExists) throws FunctionNotExistException {
        if (!ignoreIfNotExists) {
            throw new FunctionNotExistException(getName(), path);
        }
    }

    @Override
    public final CatalogTableStatistics getTableStatistics(ObjectPath table) {
        return CatalogTableStatistics.UNKNOWN;
    }

    @Override
    public final CatalogColumnStatistics getTableColumnStatistics(ObjectPath table) {
        return CatalogColumnStatistics.UNKNOWN;
    }

    @Override
    public final CatalogTableStatistics getPartitionStatistics(ObjectPath table, CatalogPartitionSpec spec) {
        return CatalogTableStatistics.UNKNOWN;
    }

    @Override
    public final CatalogColumnStatistics getPartitionColumnStatistics(ObjectPath table, CatalogPartitionSpec spec) {
        return CatalogColumnStatistics.UNKNOWN;
    }

    @Override
    public final void alterTableStatistics(
            ObjectPath table, CatalogTableStatistics statistics, boolean ignoreIfNotExists) {
        throw unsupported("statistics");
    }

    @Override
    public final void alterTableColumnStatistics(
            ObjectPath table, CatalogColumnStatistics statistics, boolean ignoreIfNotExists) {
        throw unsupported("statistics");
    }

    @Override
    public final void alterPartitionStatistics(
            ObjectPath table, CatalogPartitionSpec spec, CatalogTableStatistics statistics, boolean ignoreIfNotExists) {
        throw unsupported("statistics");
    }

    @Override
    public final void alterPartitionColumnStatistics(
            ObjectPath table,
            CatalogPartitionSpec spec,
            CatalogColumnStatistics statistics,
            boolean ignoreIfNotExists) {
        throw unsupported("statistics");
    }
}
