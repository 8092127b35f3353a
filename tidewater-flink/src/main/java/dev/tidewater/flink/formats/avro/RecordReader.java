package dev.tidewater.flink.formats.avro;

import dev.tidewater.flink.formats.DecodeException;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;

/**
 * Reads a record into a row, or into a part of one.
 *
 * <p>The usual types of fields are told apart by a number instead of a virtual call: with a dozen different readers in one
 * loop, the compiler can inline none of the calls, and they cost more than the reading.
 */
final class RecordReader extends ValueReader {
    private static final int OTHER = 0;
    private static final int STRING = 1;
    private static final int NULLABLE_STRING = 2;
    private static final int INT = 3;
    private static final int LONG = 4;
    private static final int TIMESTAMP = 5;
    private static final int DECIMAL = 6;
    private static final int BOOLEAN = 7;
    private static final int BYTES = 8;
    private static final int STORE = 16;

    private final int arity;
    private final String[] names;
    private final Step[] steps;
    private final Checker[] checkers;
    private final int[] kinds;
    private final int[] slots;

    /** @param names of the fields, one a step */
    RecordReader(int arity, List<String> names, List<Step> steps) {
        this.arity = arity;
        this.names = names.toArray(String[]::new);
        this.steps = steps.toArray(Step[]::new);
        this.checkers = new Checker[this.steps.length];
        this.kinds = new int[this.steps.length + 1];
        this.slots = new int[this.steps.length];
        for (int i = 0; i < this.steps.length; i++) {
            Step step = this.steps[i];
            if (step instanceof Step.Store store) {
                checkers[i] = store.reader();
                slots[i] = store.slot();
                kinds[i] = STORE + kindOf(store.reader());
            } else {
                checkers[i] = step instanceof Step.Pass pass ? pass.checker() : step;
                kinds[i] = step instanceof Step.Pass ? kindOf(checkers[i]) : STORE + OTHER;
            }
        }
    }

    private static int kindOf(Checker field) {
        if (field instanceof Texts.OfString) {
            return STRING;
        }
        if (field instanceof Unions.OfNullable nullable && nullable.isOfStrings()) {
            return NULLABLE_STRING;
        }
        if (field instanceof Numbers.OfInt) {
            return INT;
        }
        if (field instanceof Numbers.OfLong) {
            return LONG;
        }
        if (field instanceof Times.OfTimestamp) {
            return TIMESTAMP;
        }
        if (field instanceof OfDecimal) {
            return DECIMAL;
        }
        if (field instanceof Numbers.OfBoolean) {
            return BOOLEAN;
        }
        return field instanceof Texts.OfBytes ? BYTES : OTHER;
    }

    @Override
    GenericRowData read(Input in) throws DecodeException {
        GenericRowData row = new GenericRowData(arity);
        fill(in, row);
        return row;
    }

    /**
     * As long as fields are short and plain, the position is a local variable here; the cursor is set before anything else
     * is read with it. From field to field the position is what the processor waits for.
     */
    void fill(Input in, GenericRowData row) throws DecodeException {
        int i = 0;
        try {
            int at = in.position();
            for (; i < steps.length; i++) {
                switch (kinds[i]) {
                    case STRING -> {
                        int end = in.endOfPlainText(at);
                        while (end >= 0 && kinds[i + 1] == STRING) {
                            i++;
                            at = end;
                            end = in.endOfPlainText(at);
                        }
                        if (end < 0) {
                            in.seek(at);
                            in.checkString();
                            end = in.position();
                        }
                        at = end;
                    }
                    case STORE + STRING -> {
                        int end = in.endOfPlainText(at);
                        if (end < 0) {
                            in.seek(at);
                            row.setField(slots[i], in.readString());
                            end = in.position();
                        } else {
                            row.setField(slots[i], in.textUpTo(at, end));
                        }
                        at = end;
                    }
                    case STORE + NULLABLE_STRING -> {
                        in.seek(at);
                        boolean isNull = ((Unions.OfNullable) checkers[i]).isNull(in);
                        row.setField(slots[i], isNull ? null : in.readString());
                        at = in.position();
                    }
                    case NULLABLE_STRING -> {
                        in.seek(at);
                        if (!((Unions.OfNullable) checkers[i]).isNull(in)) {
                            in.checkString();
                        }
                        at = in.position();
                    }
                    case STORE + INT -> {
                        in.seek(at);
                        row.setField(slots[i], ((Numbers.OfInt) checkers[i]).read(in));
                        at = in.position();
                    }
                    case INT -> {
                        in.seek(at);
                        ((Numbers.OfInt) checkers[i]).check(in);
                        at = in.position();
                    }
                    case STORE + LONG -> {
                        in.seek(at);
                        row.setField(slots[i], ((Numbers.OfLong) checkers[i]).read(in));
                        at = in.position();
                    }
                    case STORE + TIMESTAMP -> {
                        in.seek(at);
                        row.setField(slots[i], ((Times.OfTimestamp) checkers[i]).read(in));
                        at = in.position();
                    }
                    case LONG, TIMESTAMP -> {
                        in.seek(at);
                        ((Numbers.Whole) checkers[i]).check(in);
                        at = in.position();
                    }
                    case STORE + DECIMAL -> {
                        in.seek(at);
                        row.setField(slots[i], ((OfDecimal) checkers[i]).read(in));
                        at = in.position();
                    }
                    case STORE + BOOLEAN -> {
                        in.seek(at);
                        row.setField(slots[i], in.readBoolean());
                        at = in.position();
                    }
                    case BOOLEAN -> {
                        in.seek(at);
                        in.readBoolean();
                        at = in.position();
                    }
                    default -> {
                        in.seek(at);
                        steps[i].fill(in, row);
                        at = in.position();
                    }
                }
            }
            in.seek(at);
        } catch (DecodeException e) {
            throw e.within(names[i]);
        }
    }

    @Override
    public void check(Input in) throws DecodeException {
        int i = 0;
        try {
            for (; i < steps.length; i++) {
                check(in, kinds[i] & ~STORE, checkers[i]);
            }
        } catch (DecodeException e) {
            throw e.within(names[i]);
        }
    }

    private static void check(Input in, int kind, Checker field) throws DecodeException {
        switch (kind) {
            case STRING -> in.checkString();
            case NULLABLE_STRING -> {
                if (!((Unions.OfNullable) field).isNull(in)) {
                    in.checkString();
                }
            }
            case INT -> ((Numbers.OfInt) field).check(in);
            case LONG, TIMESTAMP -> ((Numbers.Whole) field).check(in);
            case DECIMAL -> ((OfDecimal) field).check(in);
            case BOOLEAN -> in.readBoolean();
            case BYTES -> ((Texts.OfBytes) field).check(in);
            default -> field.check(in);
        }
    }

    void clear(GenericRowData row) {
        for (Step step : steps) {
            step.clear(row);
        }
    }
}
