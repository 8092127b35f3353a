package dev.tidewater.engine.produce;

/** A value that cannot be what it should be; the message begins with the path of the field. */
final class Misfit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param path of fields, dotted; empty for the record itself */
    Misfit(String path, String what) {
        super(path.isEmpty() ? what : "field \"" + path + "\" " + what);
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
