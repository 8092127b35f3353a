package dev.tidewater.flink.formats.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The name of a field as it usually stands in a record: between quotes, without escapes. */
final class Name {
    private final String text;
    private final byte[] quoted;
    private final long[] words;
    private final long lastWord;
    private final long lastMask;
    private final int hash;
    /** Whether it stands in a record as it is: a quote in it, for instance, must not. */
    private final boolean plain;

    Name(String text) {
        this.text = text;
        this.quoted = ('"' + text + '"').getBytes(StandardCharsets.UTF_8);
        this.hash = hash(quoted, 1, quoted.length - 1);
        this.plain = text.chars().noneMatch(c -> c < ' ' || c == '"' || c == '\\' || Character.isSurrogate((char) c));
        byte[] padded = Arrays.copyOf(quoted, quoted.length + Long.BYTES);
        Input in = new Input(padded, 0, padded.length);
        this.words = new long[quoted.length / Long.BYTES];
        for (int i = 0; i < words.length; i++) {
            words[i] = in.word(i * Long.BYTES);
        }
        int rest = quoted.length % Long.BYTES;
        this.lastMask = (1L << rest * Byte.SIZE) - 1;
        this.lastWord = in.word(words.length * Long.BYTES) & lastMask;
    }

    /** Bytes, with the quotes. */
    int size() {
        return quoted.length;
    }

    int hash() {
        return hash;
    }

    /** Whether it stands there. Close to the end of the record the answer may be no although it does. */
    boolean isAt(Input in, int at) {
        int last = at + words.length * Long.BYTES;
        if (!plain || last + Long.BYTES > in.limit()) {
            return false;
        }
        for (int i = 0; i < words.length; i++) {
            if (in.word(at + i * Long.BYTES) != words[i]) {
                return false;
            }
        }
        return (in.word(last) & lastMask) == lastWord;
    }

    boolean is(byte[] bytes, int from, int to) {
        return Arrays.equals(bytes, from, to, quoted, 1, quoted.length - 1);
    }

    static int hash(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }

    @Override
    public String toString() {
        return text;
    }
}
