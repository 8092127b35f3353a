package dev.tidewater.flink.formats;

/**
 * A record that cannot become a row: why, in which field, at which byte. It stands for a fault of the record and never
 * for one of the program or of a service, so its record is a dead letter. It has no stack trace and costs little more
 * than a return value.
 */
public final class DecodeException extends Exception {
    private static final long serialVersionUID = 1;

    /** What is wrong with the record. */
    public enum Reason {
        TRUNCATED("truncated", "the record ends before the value does"),
        TRAILING_BYTES("trailing-bytes", "bytes are left over after the last field"),
        NOT_UTF_8("not-utf-8", "the text is not valid UTF-8"),
        NULL_NOT_ALLOWED("null-not-allowed", "the value is null and the column is NOT NULL"),
        DECIMAL_OVERFLOW("decimal-overflow", "the number has more digits than the column's precision"),
        NUMBER_OVERFLOW("number-overflow", "the number is out of the range of the column's type"),
        BAD_TIME("bad-time", "the time of day is not between 00:00 and 24:00"),
        BAD_UNION_INDEX("bad-union-index", "the union has no such branch"),
        BAD_ENUM_INDEX("bad-enum-index", "the enum has no such symbol"),
        UNKNOWN_SYMBOL("unknown-symbol", "the reader's enum lacks the symbol and has no default"),
        UNREADABLE_BRANCH("unreadable-branch", "the value is of a union branch that the reader's schema cannot take"),
        BAD_LENGTH("bad-length", "a length or a count is negative, absurd or contradicts the bytes that follow"),
        BAD_VARINT("bad-varint", "the variable-length number is too long, or longer than it needs to be"),
        BAD_TAG("bad-tag", "no field begins with this number"),
        BAD_GROUP("bad-group", "a group ends that has not begun, or begins and does not end"),
        WRONG_WIRE_TYPE("wrong-wire-type", "the field is not encoded as its type is"),
        OTHER_MESSAGE("other-message", "the record is of another message of its schema than the table"),
        BAD_DATE("bad-date", "year, month and day are no date"),
        BAD_TIMESTAMP(
                "bad-timestamp", "the timestamp is not between the years 1 and 9999, or its nanoseconds are too many"),
        BAD_BOOLEAN("bad-boolean", "the byte of a boolean is neither 0 nor 1"),
        TOO_DEEP("too-deep", "a recursive value is nested too deeply"),
        TOO_SHORT("too-short", "the record is shorter than the five bytes that name its schema"),
        BAD_MAGIC("bad-magic", "the first byte is not 0, so no schema id follows"),
        UNKNOWN_SCHEMA("unknown-schema", "the registry has no schema of the record's id"),
        INCOMPATIBLE_SCHEMA("incompatible-schema", "the record's schema does not fit the table"),
        NOT_JSON("not-json", "the text is not JSON"),
        WRONG_TYPE("wrong-type", "the column does not take such a value"),
        DUPLICATE_FIELD("duplicate-field", "the name occurs twice, so which value is meant cannot be told"),
        NOT_A_TIME("not-a-time", "the text is not such a date or time as ISO 8601 writes it"),
        NOT_BASE64("not-base64", "the text is not bytes in Base64"),
        UNKNOWN_CHANGE("unknown-change", "the change is neither a creation, nor a reading, update or deletion"),
        UNDECODABLE("undecodable", "the bytes are not what the format says"),
        NO_KEY("no-key", "the record has no key, and records of a compacted topic replace those of the same key"),
        NO_ROWTIME("no-rowtime", "the row has no time"),
        ABSURD_ROWTIME("absurd-rowtime", "the row's time is before 1970 or too far ahead");

        private final String word;
        private final String meaning;

        Reason(String word, String meaning) {
            this.word = word;
            this.meaning = meaning;
        }

        /** The name of the reason in metrics, dead letter tables and messages; it does not change between versions. */
        public String word() {
            return word;
        }

        /** One clause that explains the word. */
        public String meaning() {
            return meaning;
        }
    }

    private final Reason reason;
    private final String path;
    private final int offset;
    private final String detail;

    /** @param offset of the byte at which it was noticed, from the start of the array that was given to the decoder */
    public DecodeException(Reason reason, int offset) {
        this(reason, offset, "", "");
    }

    /** @param detail what is to be said beyond the meaning of the reason */
    public DecodeException(Reason reason, int offset, String detail) {
        this(reason, offset, "", detail);
    }

    private DecodeException(Reason reason, int offset, String path, String detail) {
        super(null, null, false, false);
        this.reason = reason;
        this.offset = offset;
        this.path = path;
        this.detail = detail;
    }

    /** The same fault seen from one level further out: {@code price} within {@code [3]} within {@code items}. */
    public DecodeException within(String step) {
        String outer = path.isEmpty() || path.startsWith("[") ? step + path : step + "." + path;
        return new DecodeException(reason, offset, outer, detail);
    }

    public Reason reason() {
        return reason;
    }

    /** The field, like {@code items[3].price}; empty if the fault is in the record as a whole. */
    public String path() {
        return path;
    }

    /** From the start of the array that was given to the decoder. */
    public int offset() {
        return offset;
    }

    @Override
    public String getMessage() {
        String where = path.isEmpty() ? "" : "field \"" + path + "\": ";
        String what = detail.isEmpty() ? reason.meaning : reason.meaning + ": " + detail;
        return where + what + " (" + reason.word + " at byte " + offset + ")";
    }
}
