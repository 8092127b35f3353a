package dev.tidewater.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Copies for compact constructors. */
final class Copies {
    private Copies() {}

    /** Unlike {@link Map#copyOf}, keeps the order, which is the order of the user's file. */
    static <K, V> Map<K, V> ordered(Map<K, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
