package dev.tidewater.engine.produce;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Passes bytes on and remembers the last ones, so that a message can show the piece around a position. */
final class RecentBytes extends FilterInputStream {
    private static final int REMEMBERED = 64 * 1024;

    private final byte[] ring = new byte[REMEMBERED];
    private long count;

    RecentBytes(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        if (value >= 0) {
            ring[(int) (count++ % REMEMBERED)] = (byte) value;
        }
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, Math.min(length, REMEMBERED / 4));
        for (int i = 0; i < read; i++) {
            ring[(int) (count++ % REMEMBERED)] = bytes[offset + i];
        }
        return read;
    }

    /** The piece of the line around a position counted from the first byte; empty if it was forgotten. */
    String pieceAround(long position) {
        long oldest = Math.max(0, count - REMEMBERED);
        if (position < oldest || position > count) {
            return "";
        }
        long from = position;
        while (from > oldest && position - from < 200 && at(from - 1) != '\n') {
            from--;
        }
        long to = position;
        while (to < count && to - position < 200 && at(to) != '\n') {
            to++;
        }
        byte[] line = new byte[(int) (to - from)];
        for (int i = 0; i < line.length; i++) {
            line[i] = at(from + i);
        }
        return InputFault.piece(line, line.length, (int) (position - from));
    }

    private byte at(long position) {
        return ring[(int) (position % REMEMBERED)];
    }
}
