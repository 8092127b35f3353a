package dev.tidewater.flink.source;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.data.utils.JoinedRowData;
import org.jspecify.annotations.Nullable;

/**
 * Tells of each row which windows it has missed, so that none reaches a window that is closed. A row comes out once, if one
 * of its windows is open, and once more for each that is not.
 *
 * <p>What is late is decided by the watermark here, which is never behind the one at the window, and is kept in the
 * state: after a failure the watermarks of the sources begin anew, those of the windows do not.
 */
final class LateRowsOperator extends AbstractStreamOperator<RowData>
        implements OneInputStreamOperator<RowData, RowData> {
    private static final long serialVersionUID = 1;
    private static final int MILLISECONDS = 3;

    private final LateWindow window;
    private final int rowtime;
    private final LateField[] added;

    private transient @Nullable ListState<Long> kept;
    private transient long watermark = Long.MIN_VALUE;
    private transient boolean resumed;

    /** @param rowtime where a row has its time */
    LateRowsOperator(LateWindow window, int rowtime, List<LateField> added) {
        this.window = window;
        this.rowtime = rowtime;
        this.added = added.toArray(new LateField[0]);
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
        RowData row = element.getValue();
        long local = window.local(row.getTimestamp(rowtime, MILLISECONDS).getMillisecond());
        int count = window.count(local);
        int missed = 0;
        while (missed < count && window.isClosed(window.end(local, missed), watermark)) {
            missed++;
        }
        for (int i = 0; i < missed; i++) {
            emit(element, row, window.start(local, i), window.end(local, i), null);
        }
        if (missed < count) {
            emit(element, row, null, null, missed == 0 ? null : window.end(local, missed));
        }
    }

    private void emit(
            StreamRecord<RowData> element,
            RowData row,
            @Nullable Long missedStart,
            @Nullable Long missedEnd,
            @Nullable Long openEnd) {
        GenericRowData more = new GenericRowData(added.length);
        for (int i = 0; i < added.length; i++) {
            more.setField(
                    i,
                    switch (added[i]) {
                        case MISSED -> missedEnd != null;
                        case MISSED_START -> timestamp(missedStart);
                        case MISSED_END -> timestamp(missedEnd);
                        case OPEN_END -> timestamp(openEnd);
                    });
        }
        output.collect(element.copy(new JoinedRowData(row.getRowKind(), row, more)));
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

    /** Whoever comes after takes up where it was before the failure, whatever the sources say now. */
    private void resume() throws Exception {
        if (resumed) {
            resumed = false;
            super.processWatermark(new Watermark(watermark));
        }
    }
}
