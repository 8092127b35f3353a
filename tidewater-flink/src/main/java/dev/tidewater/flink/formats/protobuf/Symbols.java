package dev.tidewater.flink.formats.protobuf;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An enum.
 *
 * @param open whether a field may hold a number without symbol, as in proto3
 * @param numbers by their symbols, in the order of the schema
 */
record Symbols(String name, boolean open, Map<String, Integer> numbers) {
    Symbols {
        numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    }

    /** The first of a number's symbols. */
    @Nullable
    String symbol(int number) {
        for (Map.Entry<String, Integer> entry : numbers.entrySet()) {
            if (entry.getValue() == number) {
                return entry.getKey();
            }
        }
        return null;
    }

    /** What a field without a default of its own has for one. */
    Optional<Map.Entry<String, Integer>> first() {
        return numbers.entrySet().stream().findFirst();
    }
}
