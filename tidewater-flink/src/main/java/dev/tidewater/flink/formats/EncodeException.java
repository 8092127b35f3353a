package dev.tidewater.flink.formats;

/** A row that cannot become a record, because a value of it does not fit the schema that it is written with. */
public final class EncodeException extends Exception {
    private static final long serialVersionUID = 1;

    private final String path;
    private final String fault;

    public EncodeException(String fault) {
        this("", fault);
    }

    private EncodeException(String path, String fault) {
        super(path.isEmpty() ? fault : "field \"" + path + "\": " + fault, null, false, false);
        this.path = path;
        this.fault = fault;
    }

    /** The same fault seen from one level further out. */
    public EncodeException within(String step) {
        String outer = path.isEmpty() || path.startsWith("[") ? step + path : step + "." + path;
        return new EncodeException(outer, fault);
    }

    /** The field, like {@code items[3].price}. */
    public String path() {
        return path;
    }
}
