package dev.tidewater.model;

/** A TCP port that something can listen on. */
public record Port(int number) {
    public Port {
        Require.that(number > 0 && number <= 65_535, number + " is not a port between 1 and 65535");
    }

    /** @throws IllegalArgumentException with a message for the user */
    public static Port parse(String text) {
        try {
            return new Port(Integer.parseInt(text.strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not a port between 1 and 65535", e);
        }
    }

    @Override
    public String toString() {
        return Integer.toString(number);
    }
}
