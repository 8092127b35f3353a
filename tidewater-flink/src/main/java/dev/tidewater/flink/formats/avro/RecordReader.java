package dev.tidewater.flink.formats.avro;

import dev.tidewater.flink.formats.DecodeException;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;

/** Reads a record into a row, or into a part of one. */
final class RecordReader extends ValueReader {
    private final int arity;
    private final String[] names;
    private final Step[] steps;

    /** @param names of the fields, one a step */
    RecordReader(int arity, List<String> names, List<Step> steps) {
        this.arity = arity;
        this.names = names.toArray(String[]::new);
        this.steps = steps.toArray(Step[]::new);
    }

    /** The same, quicker, at the price of a class of its own. */
    Unrolled unrolled() {
        return Unrolled.of(List.of(names), List.of(steps));
    }

    @Override
    GenericRowData read(Input in) throws DecodeException {
        GenericRowData row = new GenericRowData(arity);
        in.seek(fill(in, row, in.position()));
        return row;
    }

    /**
     * Sets in the row what is wanted of the record.
     *
     * @param at where it starts
     * @return where it ends
     */
    int fill(Input in, GenericRowData row, int at) throws DecodeException {
        int position = at;
        int i = 0;
        try {
            for (; i < steps.length; i++) {
                position = steps[i].fill(in, row, position);
            }
        } catch (DecodeException e) {
            throw e.within(names[i]);
        }
        return position;
    }

    @Override
    public void check(Input in) throws DecodeException {
        int i = 0;
        try {
            for (; i < steps.length; i++) {
                steps[i].check(in);
            }
        } catch (DecodeException e) {
            throw e.within(names[i]);
        }
    }

    void clear(GenericRowData row) {
        for (Step step : steps) {
            step.clear(row);
        }
    }
}
