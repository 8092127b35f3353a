package dev.tidewater.flink.source;

import java.io.Serializable;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;

/** Passes some rows on. Without state. */
final class Selection extends AbstractStreamOperator<RowData> implements OneInputStreamOperator<RowData, RowData> {
    private static final long serialVersionUID = 1;

    /** Which rows pass. */
    @FunctionalInterface
    interface Test extends Serializable {
        boolean passes(RowData row);
    }

    private final Test test;

    Selection(Test test) {
        this.test = test;
    }

    @Override
    public void processElement(StreamRecord<RowData> element) {
        if (test.passes(element.getValue())) {
            output.collect(element);
        }
    }
}
