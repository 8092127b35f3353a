package dev.tidewater.flink.source;

import dev.tidewater.flink.formats.DecodeException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.RuntimeContextInitializationContextAdapters;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.data.utils.JoinedRowData;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Parts rows by the windows that they have missed, so that none reaches a window that is closed. A row goes to the tables of
 * rows in time, if one of its windows is open, and once to those of late rows for each that is not. The columns that a table
 * has and the row lacks are decoded now: late rows are few, and who pays for their columns is not every row.
 *
 * <p>What is late is decided by the watermark here, which is never behind the one at the window, and is kept in the
 * state: after a failure the watermarks of the sources begin anew, those of the windows do not.
 */
final class LateRowsOperator extends AbstractStreamOperator<RowData>
        implements OneInputStreamOperator<RowData, RowData>, BoundedOneInput {
    private static final long serialVersionUID = 1;
    private static final int MILLISECONDS = 3;

    private final JudgedTables tables;
    /** Tables of the same job find it as long as this operator is there. */
    @SuppressWarnings({"FieldCanBeLocal", "unused"})
    private final transient @Nullable JudgedReading owner;

    private transient List<Way> inTime = List.of();
    private transient List<Way> late = List.of();
    private transient LateWindow window;
    private transient int rowtime;
    private transient @Nullable ListState<Long> kept;
    private transient long watermark = Long.MIN_VALUE;
    private transient boolean resumed;

    LateRowsOperator(JudgedTables tables, JudgedReading owner) {
        this.tables = tables;
        this.owner = owner;
        this.window = tables.window();
    }

    /**
     * To a table.
     *
     * @param recipe null if rows come as it wants them
     */
    private record Way(OutputTag<RowData> tag, @Nullable RowRecipe recipe, LateField[] added) {}

    @Override
    public void open() throws Exception {
        super.open();
        window = tables.window();
        rowtime = tables.read().rowtime();
        inTime = new ArrayList<>();
        late = new ArrayList<>();
        for (int place = 0; place < tables.all().size(); place++) {
            JudgedTable table = tables.all().get(place);
            boolean isRead = table == tables.read();
            if (!isRead) {
                table.recipe()
                        .open(RuntimeContextInitializationContextAdapters.deserializationAdapter(
                                getRuntimeContext(), metrics -> metrics.addGroup("late")));
            }
            (table.isLate() ? late : inTime)
                    .add(new Way(
                            table.tag(place),
                            isRead ? null : table.recipe(),
                            table.added().toArray(new LateField[0])));
        }
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        ListState<Long> state = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("watermark", LongSerializer.INSTANCE));
        kept = state;
        watermark = Long.MIN_VALUE;
        if (context.isRestored()) {
            long least = Long.MAX_VALUE;
            for (Long each : state.get()) {
                least = Math.min(least, each);
            }
            watermark = least == Long.MAX_VALUE ? Long.MIN_VALUE : least;
            resumed = watermark > Long.MIN_VALUE;
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        if (kept != null) {
            kept.update(List.of(watermark));
        }
    }

    @Override
    public void processElement(StreamRecord<RowData> element) throws Exception {
        resume();
        RecordRow row = (RecordRow) element.getValue();
        long local = window.local(row.row().getTimestamp(rowtime, MILLISECONDS).getMillisecond());
        int count = window.count(local);
        int missed = 0;
        while (missed < count && window.isClosed(window.end(local, missed), watermark)) {
            missed++;
        }
        for (int i = 0; i < missed; i++) {
            for (Way way : late) {
                emit(way, element, row, window.start(local, i), window.end(local, i), null);
            }
        }
        if (missed < count) {
            for (Way way : inTime) {
                emit(way, element, row, null, null, missed == 0 ? null : window.end(local, missed));
            }
        }
    }

    private void emit(
            Way way,
            StreamRecord<RowData> element,
            RecordRow made,
            @Nullable Long missedStart,
            @Nullable Long missedEnd,
            @Nullable Long openEnd)
            throws IOException {
        RowData row = way.recipe() == null ? made.row() : row(way.recipe(), made);
        LateField[] added = way.added();
        if (added.length == 0) {
            output.collect(way.tag(), element.copy(row));
            return;
        }
        GenericRowData more = new GenericRowData(added.length);
        for (int i = 0; i < added.length; i++) {
            more.setField(
                    i,
                    switch (added[i]) {
                        case MISSED_START -> timestamp(missedStart);
                        case MISSED_END -> timestamp(missedEnd);
                        case OPEN_END -> timestamp(openEnd);
                    });
        }
        output.collect(way.tag(), element.copy(new JoinedRowData(row.getRowKind(), row, more)));
    }

    private static RowData row(RowRecipe recipe, RecordRow made) throws IOException {
        List<RowData> rows = new ArrayList<>(1);
        try {
            recipe.read(made.record(), rows);
        } catch (DecodeException e) {
            // Decoders look at all of a record, whatever columns are wanted.
            throw new IOException(
                    "the record of topic \"" + made.record().topic() + "\" at partition "
                            + made.record().partition() + ", offset "
                            + made.record().offset() + " could be decoded, and now cannot: " + e.getMessage(),
                    e);
        }
        return rows.get(made.place());
    }

    private static @Nullable TimestampData timestamp(@Nullable Long millis) {
        return millis == null ? null : TimestampData.fromEpochMillis(millis);
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        resume();
        if (mark.getTimestamp() > watermark) {
            watermark = mark.getTimestamp();
            super.processWatermark(mark);
        }
    }

    /**
     * Says nothing of idle partitions to whoever comes after. A window would go by the watermarks of the other subtasks
     * alone while this one is idle, and be ahead of it when its next row comes.
     */
    @Override
    public void processWatermarkStatus(WatermarkStatus status) {}

    /** All windows close. A source that is idle when its job is drained keeps its last watermark to itself. */
    @Override
    public void endInput() throws Exception {
        processWatermark(Watermark.MAX_WATERMARK);
    }

    /** Whoever comes after takes up where it was before the failure, whatever the sources say now. */
    private void resume() throws Exception {
        if (resumed) {
            resumed = false;
            super.processWatermark(new Watermark(watermark));
        }
    }
}
