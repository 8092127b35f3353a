package dev.tidewater.flink.formats.avro;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.DecodeException.Reason;

/** Readers of booleans and of numbers, with Avro's promotions. */
final class Numbers {
    private Numbers() {}

    static final class OfBoolean extends ValueReader {
        @Override
        Object read(Input in) throws DecodeException {
            return in.readBoolean();
        }

        @Override
        public void check(Input in) throws DecodeException {
            in.readBoolean();
        }
    }

    /** An int to INT, SMALLINT or TINYINT. */
    static final class OfInt extends ValueReader {
        private final Class<? extends Number> type;
        private final int lowest;
        private final int highest;

        /** @param type Integer, Short or Byte */
        OfInt(Class<? extends Number> type, int lowest, int highest) {
            this.type = type;
            this.lowest = lowest;
            this.highest = highest;
        }

        @Override
        Object read(Input in) throws DecodeException {
            int value = inRange(in);
            if (type == Integer.class) {
                return value;
            }
            return type == Short.class ? (Object) (short) value : (Object) (byte) value;
        }

        @Override
        public void check(Input in) throws DecodeException {
            inRange(in);
        }

        private int inRange(Input in) throws DecodeException {
            int at = in.position();
            int value = in.readInt();
            if (value < lowest || value > highest) {
                throw in.fault(Reason.NUMBER_OVERFLOW, at);
            }
            return value;
        }
    }

    /** The integers of Avro: a long, or an int that is promoted. */
    abstract static class Whole extends ValueReader {
        private final boolean narrow;

        Whole(Wire wire) {
            this.narrow = wire == Wire.INT;
        }

        final long number(Input in) throws DecodeException {
            return narrow ? in.readInt() : in.readLong();
        }

        @Override
        public final void check(Input in) throws DecodeException {
            number(in);
        }
    }

    /** How the writer wrote a number. */
    enum Wire {
        INT,
        LONG,
        FLOAT,
        DOUBLE
    }

    static final class OfLong extends Whole {
        OfLong(Wire wire) {
            super(wire);
        }

        @Override
        Object read(Input in) throws DecodeException {
            return number(in);
        }
    }

    /** FLOAT, of whatever Avro promotes to it. */
    static final class OfFloat extends ValueReader {
        private final Wire wire;

        OfFloat(Wire wire) {
            this.wire = wire;
        }

        @Override
        Object read(Input in) throws DecodeException {
            return asFloat(wire, in);
        }

        @Override
        public void check(Input in) throws DecodeException {
            asFloat(wire, in);
        }
    }

    /** DOUBLE, of whatever Avro promotes to it, if need be by way of the reader's float. */
    static final class OfDouble extends ValueReader {
        private final Wire wire;
        private final Wire reader;

        OfDouble(Wire wire, Wire reader) {
            this.wire = wire;
            this.reader = reader;
        }

        @Override
        Object read(Input in) throws DecodeException {
            return asDouble(in);
        }

        @Override
        public void check(Input in) throws DecodeException {
            asDouble(in);
        }

        private double asDouble(Input in) throws DecodeException {
            if (wire == Wire.DOUBLE) {
                return in.readDouble();
            }
            if (wire == Wire.FLOAT || reader == Wire.FLOAT) {
                return asFloat(wire, in);
            }
            return wire == Wire.INT ? in.readInt() : in.readLong();
        }
    }

    private static float asFloat(Wire wire, Input in) throws DecodeException {
        if (wire == Wire.FLOAT) {
            return in.readFloat();
        }
        return wire == Wire.INT ? in.readInt() : in.readLong();
    }
}
