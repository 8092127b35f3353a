package dev.tidewater.model;

import java.util.Optional;

/** One key of {@code tidewater.yaml}: its full dotted name, how its value is read, and what the reference page says. */
sealed interface ConfigKey {
    String name();

    String doc();

    /** For the reference page. */
    String typeLabel();

    /** For the reference page; empty if there is none. */
    String defaultLabel();

    /**
     * A key with one value.
     *
     * @param fallback the default, in the form a user would write it; empty if there is none
     */
    record Single<T>(String name, ValueType<T> type, Optional<String> fallback, String defaultLabel, String doc)
            implements ConfigKey {
        static <T> Single<T> of(String name, ValueType<T> type, String fallback, String doc) {
            return new Single<>(name, type, Optional.of(fallback), "`" + fallback + "`", doc);
        }

        static <T> Single<T> withoutDefault(String name, ValueType<T> type, String instead, String doc) {
            return new Single<>(name, type, Optional.empty(), instead, doc);
        }

        @Override
        public String typeLabel() {
            return type.label();
        }
    }

    /** A key with a map below it whose keys are the user's own. */
    record Table<K, V>(String name, ValueType<K> keys, ValueType<V> values, String doc) implements ConfigKey {
        @Override
        public String typeLabel() {
            return "map from " + keys.label() + " to " + values.label();
        }

        @Override
        public String defaultLabel() {
            return "empty";
        }
    }
}
