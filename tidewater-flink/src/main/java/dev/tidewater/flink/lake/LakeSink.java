package dev.tidewater.flink.lake;

import java.io.IOException;
import java.util.Optional;
import org.apache.flink.api.common.SupportsConcurrentExecutionAttempts;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreCommitTopology;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreWriteTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.flink.sink.IcebergSink;
import org.apache.iceberg.io.WriteResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Iceberg's V2 sink with a writer of ours. Rows are distributed, files collected and committed, and tables maintained by
 * Iceberg's own operators, whose state and serializers stay theirs. A table that our writer does not cover has their
 * writer, too.
 *
 * @param <C> what is committed, a type that Iceberg keeps to itself
 */
final class LakeSink<C>
        implements Sink<RowData>,
                SupportsPreWriteTopology<RowData>,
                SupportsCommitter<C>,
                SupportsPreCommitTopology<WriteResult, C>,
                SupportsPostCommitTopology<C>,
                SupportsConcurrentExecutionAttempts {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(LakeSink.class);

    private final IcebergSink theirs;
    private final Appending appending;

    private LakeSink(IcebergSink theirs, Appending appending) {
        this.theirs = theirs;
        this.appending = appending;
    }

    static LakeSink<?> around(IcebergSink theirs, Appending appending) {
        return new LakeSink<Object>(theirs, appending);
    }

    /** For a test: whether the writer of ours takes the rows, and if not, why. */
    Optional<String> notCovered() {
        return appending.notCovered();
    }

    @Override
    public SinkWriter<RowData> createWriter(WriterInitContext context) throws IOException {
        Optional<String> notCovered = appending.notCovered();
        if (notCovered.isEmpty()) {
            return new LakeWriter(appending, context);
        }
        if (context.getTaskInfo().getIndexOfThisSubtask() == 0) {
            LOG.info(
                    "table {} is written by Iceberg's own writer: {}",
                    appending.table().name(),
                    notCovered.get());
        }
        return theirs.createWriter(context);
    }

    @Override
    public DataStream<RowData> addPreWriteTopology(DataStream<RowData> rows) {
        return theirs.addPreWriteTopology(rows);
    }

    @Override
    public SimpleVersionedSerializer<WriteResult> getWriteResultSerializer() {
        return theirs.getWriteResultSerializer();
    }

    @Override
    public DataStream<CommittableMessage<C>> addPreCommitTopology(DataStream<CommittableMessage<WriteResult>> results) {
        return preCommit().addPreCommitTopology(results);
    }

    @Override
    public Committer<C> createCommitter(CommitterInitContext context) throws IOException {
        return committing().createCommitter(context);
    }

    @Override
    public SimpleVersionedSerializer<C> getCommittableSerializer() {
        return committing().getCommittableSerializer();
    }

    @Override
    public void addPostCommitTopology(DataStream<CommittableMessage<C>> committed) {
        postCommit().addPostCommitTopology(committed);
    }

    @SuppressWarnings("unchecked") // Whatever it is, it comes from them and goes to them.
    private SupportsCommitter<C> committing() {
        return (SupportsCommitter<C>) (SupportsCommitter<?>) theirs;
    }

    @SuppressWarnings("unchecked")
    private SupportsPreCommitTopology<WriteResult, C> preCommit() {
        return (SupportsPreCommitTopology<WriteResult, C>) (SupportsPreCommitTopology<?, ?>) theirs;
    }

    @SuppressWarnings("unchecked")
    private SupportsPostCommitTopology<C> postCommit() {
        return (SupportsPostCommitTopology<C>) (SupportsPostCommitTopology<?>) theirs;
    }
}
