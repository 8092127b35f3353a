package dev.tidewater.icebergrest;

import java.util.Objects;
import java.util.function.Supplier;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.encryption.EncryptionManager;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.jdbc.JdbcClientPool;
import org.jspecify.annotations.Nullable;

/**
 * A JDBC catalog that never calls a commit failed once it was made. After a commit Iceberg reads the table anew to
 * answer the client; if that read fails, because the table was renamed or its metadata file is gone already, the plain
 * error ("no such table") would tell the client to delete the files it has just committed.
 */
final class SettlingCatalog extends JdbcCatalog {
    SettlingCatalog(FileIO io, JdbcClientPool connections, boolean initializeTables) {
        super(ignored -> io, ignored -> connections, initializeTables);
    }

    @Override
    protected TableOperations newTableOps(TableIdentifier table) {
        return new SettlingOperations(super.newTableOps(table));
    }

    /** One table, from open to committed; after that a failing read says that the outcome must be looked up. */
    static final class SettlingOperations implements TableOperations {
        private final TableOperations operations;
        private boolean committed;

        SettlingOperations(TableOperations operations) {
            this.operations = operations;
        }

        @Override
        public @Nullable TableMetadata current() {
            return settled(operations::current);
        }

        @Override
        public @Nullable TableMetadata refresh() {
            return settled(operations::refresh);
        }

        private @Nullable TableMetadata settled(Supplier<@Nullable TableMetadata> read) {
            if (!committed) {
                return read.get();
            }
            try {
                return Objects.requireNonNull(read.get(), "the table is gone since it was committed");
            } catch (RuntimeException e) {
                throw new CommitStateUnknownException(e);
            }
        }

        @Override
        public void commit(@Nullable TableMetadata base, TableMetadata metadata) {
            operations.commit(base, metadata);
            committed = true;
        }

        @Override
        public FileIO io() {
            return operations.io();
        }

        @Override
        public EncryptionManager encryption() {
            return operations.encryption();
        }

        @Override
        public String metadataFileLocation(String fileName) {
            return operations.metadataFileLocation(fileName);
        }

        @Override
        public LocationProvider locationProvider() {
            return operations.locationProvider();
        }

        @Override
        public TableOperations temp(TableMetadata uncommitted) {
            return operations.temp(uncommitted);
        }

        @Override
        public long newSnapshotId() {
            return operations.newSnapshotId();
        }

        @Override
        public boolean requireStrictCleanup() {
            return operations.requireStrictCleanup();
        }
    }
}
