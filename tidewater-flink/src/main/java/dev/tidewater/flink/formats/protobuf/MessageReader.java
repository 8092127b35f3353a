package dev.tidewater.flink.formats.protobuf;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.DecodeException.Reason;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;
import org.jspecify.annotations.Nullable;

/**
 * Reads a message, in two phases. {@link #fill} takes its fields as they come, and may be called for several parts of one
 * message, as the encoding allows; {@link #result} makes the value when all parts are in: defaults, arrays, what is
 * missing.
 *
 * <p>The row that is filled may have more fields than the value: for what nobody wants, but decides whether the record is
 * sound.
 */
final class MessageReader extends ValueReader {
    /** Fields with a number up to here are found by it, others by search. */
    private static final int DIRECT = 256;

    private Step[] steps = {};
    private int[] tags = {};
    private int[] numbers = {};
    private int[] direct = {};
    private Finish[] finishes = {};
    private Conversion conversion = Conversion.AS_IT_IS;
    private int width;

    /** What is done with a message when all of it is read. */
    @FunctionalInterface
    interface Finish {
        void finish(Input in, GenericRowData row) throws DecodeException;
    }

    /** Makes a value of the fields of a message. */
    @FunctionalInterface
    interface Conversion {
        Conversion AS_IT_IS = (in, row) -> row;

        @Nullable
        Object of(Input in, GenericRowData row) throws DecodeException;

        /** The first fields only. */
        static Conversion first(int arity) {
            return (in, row) -> {
                GenericRowData first = new GenericRowData(arity);
                for (int i = 0; i < arity; i++) {
                    first.setField(i, row.getField(i));
                }
                return first;
            };
        }
    }

    /**
     * Says what to read. A type may contain itself, so this comes after the reader is made.
     *
     * @param itsWidth fields of the row that is filled
     * @param itsSteps in the order of their numbers
     */
    void define(int itsWidth, List<Step> itsSteps, List<Finish> itsFinishes, Conversion itsConversion) {
        width = itsWidth;
        steps = itsSteps.toArray(Step[]::new);
        finishes = itsFinishes.toArray(Finish[]::new);
        conversion = itsConversion;
        numbers = itsSteps.stream().mapToInt(Step::number).toArray();
        tags = itsSteps.stream()
                .mapToInt(step -> Wire.tag(step.number(), step.wire()))
                .toArray();
        int directly = numbers.length == 0 ? 0 : Math.min(DIRECT, numbers[numbers.length - 1] + 1);
        direct = new int[directly];
        Arrays.fill(direct, -1);
        for (int i = 0; i < numbers.length && numbers[i] < directly; i++) {
            direct[numbers[i]] = i;
        }
    }

    @Override
    boolean isDoneWhenFilled() {
        return finishes.length == 0 && conversion == Conversion.AS_IT_IS;
    }

    @Override
    GenericRowData start() {
        return new GenericRowData(width);
    }

    /**
     * Reads fields to the end of the bytes, or to the end of a group.
     *
     * @param group number of the group that this is, or 0
     */
    void fill(Input in, GenericRowData row, int group) throws DecodeException {
        int expected = 0;
        while (in.hasMore()) {
            int at = in.position();
            int tag = in.readTag();
            int index = expected < tags.length && tags[expected] == tag ? expected : find(tag, expected);
            if (index >= 0) {
                Step step = steps[index];
                try {
                    if (tags[index] != tag && !step.takes(Wire.wire(tag))) {
                        throw in.fault(Reason.WRONG_WIRE_TYPE, at);
                    }
                    step.read(in, row, Wire.wire(tag));
                } catch (DecodeException e) {
                    throw e.within(step.name());
                }
                expected = index + 1;
            } else if (Wire.wire(tag) == Wire.END_OF_GROUP) {
                if (group == 0 || Wire.number(tag) != group) {
                    throw in.fault(Reason.BAD_GROUP, at);
                }
                return;
            } else {
                in.skip(tag);
            }
        }
        if (group != 0) {
            throw in.truncated();
        }
    }

    private int find(int tag, int expected) {
        if (Wire.wire(tag) == Wire.END_OF_GROUP) {
            return -1;
        }
        if (expected > 0 && tags[expected - 1] == tag) {
            return expected - 1;
        }
        int number = Wire.number(tag);
        if (number < direct.length) {
            return direct[number];
        }
        return Math.max(-1, Arrays.binarySearch(numbers, number));
    }

    @Override
    @Nullable
    Object result(Input in, Object gathered) throws DecodeException {
        GenericRowData row = (GenericRowData) gathered;
        for (Finish finish : finishes) {
            finish.finish(in, row);
        }
        return conversion.of(in, row);
    }

    @Override
    void part(Input in, Object gathered, int group) throws DecodeException {
        GenericRowData row = (GenericRowData) gathered;
        in.enter();
        if (group == 0) {
            int outer = in.open();
            fill(in, row, 0);
            in.close(outer);
        } else {
            fill(in, row, group);
        }
        in.leave();
    }
}
