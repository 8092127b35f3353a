package dev.tidewater.bench.data;

/** Takes the values of one record in the order of its columns and makes bytes of them. */
interface Encoder {
    void begin();

    /** Each value is announced by its name. */
    void name(String column);

    /** A value that may be null and is not comes after this. */
    void some();

    void none();

    void text(byte[] ascii);

    void whole(long value);

    void real(double value);

    /** With two digits behind the point. */
    void money(long cents);

    /** Milliseconds since 1970. */
    void time(long millis);

    void truth(boolean value);

    /** The record. */
    byte[] end();
}
