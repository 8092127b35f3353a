package dev.tidewater.icebergrest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a listing, in the order of the keys. Its token holds the key of its last item, so that a listing that
 * spans several requests neither repeats nor skips what stood there all along, whatever comes and goes meanwhile.
 *
 * @param nextToken null on the last page
 */
record Page<T>(List<T> items, @Nullable String nextToken) {
    Page {
        // Not List.copyOf, which refuses the contains(null) that Iceberg's builders ask.
        items = Collections.unmodifiableList(new ArrayList<>(items));
    }

    /** The page the call asks for by {@code pageToken} and {@code pageSize}; everything if it names no size. */
    static <T> Page<T> of(List<T> all, Function<T, String> key, Call call) {
        int size = call.parameter("pageSize").map(Page::size).orElse(Integer.MAX_VALUE);
        String after = call.parameter("pageToken").map(Page::key).orElse("");
        List<T> rest = all.stream()
                .filter(item -> key.apply(item).compareTo(after) > 0)
                .sorted(Comparator.comparing(key))
                .toList();
        if (rest.size() <= size) {
            return new Page<>(rest, null);
        }
        List<T> items = rest.subList(0, size);
        return new Page<>(items, token(key.apply(items.get(size - 1))));
    }

    private static int size(String text) {
        try {
            int size = Integer.parseInt(text);
            if (size > 0) {
                return size;
            }
        } catch (NumberFormatException e) {
            // said below, as for a number that is not positive
        }
        throw new IllegalArgumentException("Invalid pageSize \"" + text + "\": it must be a positive number");
    }

    private static String token(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String key(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Invalid pageToken \"" + token + "\": this catalog did not issue it", e);
        }
    }
}
