package dev.tidewater.bench.data;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Plain JSON; money as a number, times in ISO 8601 as {@code 2026-01-05T00:00:00.123Z}. */
final class JsonEncoder implements Encoder {
    private static final byte[] NULL = ascii("null");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");

    private final Bytes bytes = new Bytes();
    private final Map<String, byte[]> names = new HashMap<>();
    private boolean first;

    @Override
    public void begin() {
        bytes.clear();
        bytes.put('{');
        first = true;
    }

    @Override
    public void name(String column) {
        if (!first) {
            bytes.put(',');
        }
        first = false;
        bytes.put(names.computeIfAbsent(column, name -> ascii("\"" + name + "\":")));
    }

    @Override
    public void some() {}

    @Override
    public void none() {
        bytes.put(NULL);
    }

    @Override
    public void text(byte[] ascii) {
        bytes.put('"');
        bytes.put(ascii);
        bytes.put('"');
    }

    @Override
    public void whole(long value) {
        bytes.put(ascii(Long.toString(value)));
    }

    @Override
    public void real(double value) {
        bytes.put(ascii(Double.toString(value)));
    }

    @Override
    public void money(long cents) {
        whole(cents / 100);
        bytes.put('.');
        bytes.put((int) ('0' + cents / 10 % 10));
        bytes.put((int) ('0' + cents % 10));
    }

    @Override
    public void time(long millis) {
        String text = Instant.ofEpochMilli(millis).toString();
        // A full second is written without a fraction.
        text(ascii(text.length() == 20 ? text.substring(0, 19) + ".000Z" : text));
    }

    @Override
    public void truth(boolean value) {
        bytes.put(value ? TRUE : FALSE);
    }

    @Override
    public byte[] end() {
        bytes.put('}');
        return bytes.copy();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
