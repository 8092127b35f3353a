package dev.tidewater.model;

import java.util.Locale;
import java.util.regex.Pattern;

/** A host and a port as a pipeline writes them, such as {@code kafka:9092}. The host is kept in lower case. */
public record HostPort(String host, Port port) {
    private static final Pattern HOST = Pattern.compile("[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?");

    public HostPort {
        host = host.toLowerCase(Locale.ROOT);
        Require.that(HOST.matcher(host).matches(), "\"" + host + "\" is not a host name");
    }

    /** @throws IllegalArgumentException with a message for the user */
    public static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        Require.that(colon > 0 && colon < text.length() - 1, "\"" + text + "\" is not a host and a port");
        return new HostPort(text.substring(0, colon), Port.parse(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
