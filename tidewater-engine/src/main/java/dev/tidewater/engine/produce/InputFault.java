package dev.tidewater.engine.produce;

import dev.tidewater.model.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One fault in the file. Reading goes on behind it if it {@link #recoverable() can}, so that all are reported. */
final class InputFault extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int BEFORE = 40;
    private static final int AFTER = 20;

    private final String rule;
    private final long line;
    private final int column;
    private final String where;
    private final String brief;
    private final String piece;
    private final boolean recoverable;

    private InputFault(
            String rule,
            long line,
            int column,
            String where,
            String brief,
            String what,
            String piece,
            boolean recoverable,
            @Nullable Throwable cause) {
        super(what, cause);
        this.rule = rule;
        this.line = line;
        this.column = column;
        this.where = where;
        this.brief = brief;
        this.piece = piece;
        this.recoverable = recoverable;
    }

    /** The text breaks the format; the next record can still be found. */
    static InputFault syntax(String format, long line, int column, String what, String piece, Throwable cause) {
        return new InputFault(
                "input-syntax",
                line,
                column,
                syntaxAt(format, line, column),
                "not " + format,
                what,
                piece,
                true,
                cause);
    }

    /** The text breaks the format, and with it all that follows. */
    static InputFault endOfSense(String format, long line, int column, String what, String piece, Throwable cause) {
        return new InputFault(
                "input-syntax",
                line,
                column,
                syntaxAt(format, line, column),
                "not " + format,
                what,
                piece,
                false,
                cause);
    }

    /** A binary file breaks off or makes no sense behind its first {@code records} records. */
    static InputFault broken(String format, long records, String what, Throwable cause) {
        String where = " is not a whole " + format + " file after record " + records;
        return new InputFault("input-syntax", 0, 0, where, where.strip(), what, "", false, cause);
    }

    /** The bytes end in trouble, such as gzip data that breaks off. */
    static InputFault unreadable(long records, IOException cause) {
        String what = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        String where = " cannot be read on after record " + records;
        return new InputFault("input-syntax", 0, 0, where, where.strip(), what, "", false, cause);
    }

    /** A record is well-formed, and still cannot be sent as asked. */
    static InputFault unfit(Place place, String what) {
        String where = ", " + place;
        return new InputFault("input-record", place.line(), 0, where, "record " + place.record(), what, "", true, null);
    }

    boolean recoverable() {
        return recoverable;
    }

    /** The whole message: file, position, what is wrong, and the piece of the line with a caret under it. */
    String describe(String file) {
        return file + where + ": " + getMessage() + (piece.isEmpty() ? "" : "\n" + piece);
    }

    /** The same for a list in which file and position stand beside the message. */
    Finding finding(String file) {
        String what = brief + ": " + getMessage() + (piece.isEmpty() ? "" : "\n" + piece);
        int atLine = (int) Math.min(line, Integer.MAX_VALUE);
        return new Finding(rule, Finding.Level.ERROR, file, atLine, column, what, "");
    }

    /** The bytes around an index of a line, with a caret under that index. */
    static String piece(byte[] bytes, int length, int index) {
        int at = Math.max(0, Math.min(index, length));
        int from = Math.max(0, at - BEFORE);
        int to = Math.min(length, at + AFTER);
        String head = (from > 0 ? "…" : "") + printable(bytes, from, at);
        String tail = printable(bytes, at, to) + (to < length ? "…" : "");
        return "  " + head + tail + "\n  " + " ".repeat(head.length()) + "^";
    }

    private static String printable(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", " ");
    }

    private static String syntaxAt(String format, long line, int column) {
        return " is not " + format + " at line " + line + (column > 0 ? ", column " + column : "");
    }
}
