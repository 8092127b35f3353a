package dev.tidewater.flink.formats.json;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.DecodeException.Reason;
import dev.tidewater.flink.formats.Utf8;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.core.memory.MemorySegmentFactory;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.binary.BinaryStringData;
import org.jspecify.annotations.Nullable;

/**
 * The text of one record, and the rules of RFC 8259 for what is in it. Methods take the index of a byte and answer the
 * index behind what they looked at: a position that stays out of memory need not be waited for. Every read is within
 * bounds.
 *
 * <p>There is one for each record, as with Avro: one for all would live in the old generation, where references are dear to
 * store.
 */
final class Input {
    /** What is read behind the last byte. */
    static final int END = Integer.MIN_VALUE;

    /** Levels of arrays and objects inside of a value of which no column wants anything. Jackson's limit is the same. */
    static final int MAX_DEPTH = 1_000;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long SPACES = ' ' * ONES;

    private final byte[] bytes;
    private final int limit;
    private int end;
    private boolean escaped;
    private MemorySegment @Nullable [] segments;

    Input(byte[] record, int offset, int length) {
        bytes = record;
        limit = offset + length;
    }

    byte[] bytes() {
        return bytes;
    }

    int limit() {
        return limit;
    }

    /** Where the value ended that was read last. */
    int end() {
        return end;
    }

    void endAt(int at) {
        end = at;
    }

    /** Whether the string that was looked at last has escapes. */
    boolean isEscaped() {
        return escaped;
    }

    int peek(int at) {
        return at < limit ? bytes[at] : END;
    }

    /** Eight bytes, the first one lowest; they must be within the record. */
    long word(int at) {
        return (long) LONG.get(bytes, at);
    }

    /** Neither what has to stand here, nor the end of it. */
    DecodeException unexpected(int at) {
        if (at >= limit) {
            return new DecodeException(Reason.TRUNCATED, limit);
        }
        int c = bytes[at];
        return new DecodeException(
                Reason.NOT_JSON,
                at,
                c > ' ' && c < 0x7F ? "unexpected '" + (char) c + "'" : "unexpected byte " + (c & 0xFF));
    }

    /** A value of another kind than the column takes. */
    DecodeException wrongType(int at, String wanted) {
        String found = switch (peek(at)) {
            case '"' -> "a text";
            case '{' -> "an object";
            case '[' -> "an array";
            case 't', 'f' -> "a boolean";
            case 'n' -> "null";
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> "a number";
            default -> "";
        };
        return found.isEmpty()
                ? unexpected(at)
                : new DecodeException(Reason.WRONG_TYPE, at, found + " where " + wanted + " is expected");
    }

    /** Behind the byte order mark that some writers put first, and the space that follows. */
    int start(int offset) {
        boolean marked = limit - offset >= 3
                && bytes[offset] == (byte) 0xEF
                && bytes[offset + 1] == (byte) 0xBB
                && bytes[offset + 2] == (byte) 0xBF;
        return skipSpace(marked ? offset + 3 : offset);
    }

    /** @throws DecodeException if anything but space is left */
    void requireEnd(int at) throws DecodeException {
        int rest = skipSpace(at);
        if (rest < limit) {
            throw new DecodeException(Reason.TRAILING_BYTES, rest);
        }
    }

    int skipSpace(int from) {
        int at = from;
        while (at < limit) {
            int c = bytes[at];
            if (c > ' ' || (c != ' ' && c != '\n' && c != '\r' && c != '\t')) {
                return at;
            }
            at++;
        }
        return at;
    }

    /** From behind a name to its value. */
    int skipColon(int from) throws DecodeException {
        int at = from;
        if (peek(at) != ':') {
            at = skipSpace(at);
            if (peek(at) != ':') {
                throw unexpected(at);
            }
        }
        at++;
        return peek(at) > ' ' ? at : skipSpace(at);
    }

    /** Looks over the name of a field. */
    int skipName(int at) throws DecodeException {
        if (peek(at) != '"') {
            throw unexpected(at);
        }
        return skipString(at);
    }

    /** Looks over a string, of which the quote is at the index. */
    int skipString(int at) throws DecodeException {
        int i = at + 1;
        for (; i + Long.BYTES <= limit; i += Long.BYTES) {
            long unusual = unusual((long) LONG.get(bytes, i));
            if (unusual != 0) {
                i += Long.numberOfTrailingZeros(unusual) >>> 3;
                if (bytes[i] == '"') {
                    escaped = false;
                    return i + 1;
                }
                break;
            }
        }
        return skipUnusualString(i);
    }

    /** The high bit of each byte that is a quote, a backslash, a control character or no ASCII; the lowest is exact. */
    private static long unusual(long word) {
        long quotes = word ^ QUOTES;
        long backslashes = word ^ BACKSLASHES;
        return (((quotes - ONES) & ~quotes) | ((backslashes - ONES) & ~backslashes) | (word - SPACES) | word)
                & HIGH_BITS;
    }

    private int skipUnusualString(int from) throws DecodeException {
        boolean escapes = false;
        int at = from;
        while (true) {
            if (at + Long.BYTES <= limit && unusual((long) LONG.get(bytes, at)) == 0) {
                at += Long.BYTES;
                continue;
            }
            int c = peek(at);
            if (c == '"') {
                escaped = escapes;
                return at + 1;
            }
            if (c == '\\') {
                at = skipEscape(at);
                escapes = true;
            } else if (c >= ' ') {
                at++;
            } else if (c >= 0) {
                throw new DecodeException(Reason.NOT_JSON, at, "a control character inside of a text");
            } else {
                at = skipCharacter(at);
            }
        }
    }

    /** A character that is no ASCII. */
    private int skipCharacter(int at) throws DecodeException {
        if (at >= limit) {
            throw new DecodeException(Reason.TRUNCATED, limit);
        }
        int size = Utf8.sizeOf(bytes, at, limit);
        if (size > 0) {
            return at + size;
        }
        int first = bytes[at] & 0xFF;
        int meant = first < 0xC2 || first > 0xF4 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        throw limit - at < meant
                ? new DecodeException(Reason.TRUNCATED, limit)
                : new DecodeException(Reason.NOT_UTF_8, at);
    }

    private int skipEscape(int at) throws DecodeException {
        switch (peek(at + 1)) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                return at + 2;
            }
            case 'u' -> {
                char unit = hex(at + 2);
                if (!Character.isSurrogate(unit)) {
                    return at + 6;
                }
                // A half of a pair is no character, and UTF-8 has no bytes for it.
                if (Character.isLowSurrogate(unit)) {
                    throw new DecodeException(Reason.NOT_UTF_8, at, "half of a surrogate pair");
                }
                if (peek(at + 6) == '\\' && peek(at + 7) == 'u' && Character.isLowSurrogate(hex(at + 8))) {
                    return at + 12;
                }
                if (at + 6 >= limit || (at + 7 >= limit && bytes[at + 6] == '\\')) {
                    throw new DecodeException(Reason.TRUNCATED, limit);
                }
                throw new DecodeException(Reason.NOT_UTF_8, at, "half of a surrogate pair");
            }
            default -> throw unexpected(at + 1);
        }
    }

    private char hex(int at) throws DecodeException {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(Math.max(0, peek(at + i)), 16);
            if (digit < 0) {
                throw unexpected(at + i);
            }
            unit = unit << 4 | digit;
        }
        return (char) unit;
    }

    /** The text of a string that was just looked over, without quotes and escapes. */
    byte[] unescaped(int at, int stringEnd) {
        return Escapes.resolve(bytes, at + 1, stringEnd - 1);
    }

    /** The string that was just looked over. Without escapes it refers to the record. */
    StringData string(int at, int stringEnd) {
        if (escaped) {
            byte[] text = unescaped(at, stringEnd);
            return BinaryStringData.fromBytes(text, 0, text.length);
        }
        return slice(at + 1, stringEnd - 1);
    }

    /** Bytes of the record that are text. */
    StringData slice(int from, int to) {
        MemorySegment[] wrapped = segments;
        if (wrapped == null) {
            wrapped = new MemorySegment[] {MemorySegmentFactory.wrap(bytes)};
            segments = wrapped;
        }
        return new BinaryStringData(wrapped, from, to - from);
    }

    /** The name that stands there, for a message. */
    String nameAt(int at) throws DecodeException {
        return new String(unescaped(at, skipString(at)), StandardCharsets.UTF_8);
    }

    int skipNull(int at) throws DecodeException {
        return skipWord(at, "null");
    }

    int skipWord(int at, String word) throws DecodeException {
        for (int i = 0; i < word.length(); i++) {
            if (peek(at + i) != word.charAt(i)) {
                throw unexpected(at + i);
            }
        }
        return at + word.length();
    }

    /** Looks over any value. */
    int skipValue(int at) throws DecodeException {
        int c = peek(at);
        return c == '{' || c == '[' ? skipNested(at) : skipScalar(at, c);
    }

    private int skipScalar(int at, int c) throws DecodeException {
        return switch (c) {
            case '"' -> skipString(at);
            case 't' -> skipWord(at, "true");
            case 'f' -> skipWord(at, "false");
            case 'n' -> skipWord(at, "null");
            default -> skipNumber(at);
        };
    }

    int skipNumber(int from) throws DecodeException {
        int at = peek(from) == '-' ? from + 1 : from;
        if (peek(at) == '0') {
            at++;
        } else {
            at = skipDigits(at);
        }
        if (peek(at) == '.') {
            at = skipDigits(at + 1);
        }
        if ((peek(at) | 0x20) == 'e') {
            at++;
            int sign = peek(at);
            at = skipDigits(sign == '+' || sign == '-' ? at + 1 : at);
        }
        return at;
    }

    /** One at least. */
    private int skipDigits(int from) throws DecodeException {
        int at = from;
        while (isDigit(peek(at))) {
            at++;
        }
        if (at == from) {
            throw unexpected(at);
        }
        return at;
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private int skipNested(int from) throws DecodeException {
        long[] objects = new long[MAX_DEPTH / Long.SIZE + 1];
        int depth = 0;
        int at = from;
        while (true) {
            int c = peek(at);
            if (c == '{' || c == '[') {
                if (++depth > MAX_DEPTH) {
                    throw new DecodeException(Reason.TOO_DEEP, at);
                }
                boolean object = c == '{';
                long bit = 1L << depth;
                objects[depth >> 6] = object ? objects[depth >> 6] | bit : objects[depth >> 6] & ~bit;
                at = skipSpace(at + 1);
                if (peek(at) != (object ? '}' : ']')) {
                    at = object ? skipColon(skipName(at)) : at;
                    continue;
                }
            } else {
                at = skipScalar(at, c);
                at = skipSpace(at);
            }
            boolean object = (objects[depth >> 6] >>> depth & 1) != 0;
            while (peek(at) == (object ? '}' : ']')) {
                if (--depth == 0) {
                    return at + 1;
                }
                at = skipSpace(at + 1);
                object = (objects[depth >> 6] >>> depth & 1) != 0;
            }
            if (peek(at) != ',') {
                throw unexpected(at);
            }
            at = skipSpace(at + 1);
            at = object ? skipColon(skipName(at)) : at;
        }
    }
}
