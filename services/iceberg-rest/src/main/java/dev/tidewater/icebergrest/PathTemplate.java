package dev.tidewater.icebergrest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path of the specification, such as {@code /v1/{prefix}/namespaces/{namespace}}. The catalog hands out no prefix, so
 * {@code {prefix}} stands for nothing.
 */
record PathTemplate(List<String> segments) {
    PathTemplate {
        segments = List.copyOf(segments);
    }

    static PathTemplate parse(String template) {
        return new PathTemplate(split(template.replace("/{prefix}", "")));
    }

    /** The variables, still encoded, if the path fits. An empty segment fits nothing. */
    Optional<Map<String, String>> match(String rawPath) {
        List<String> actual = split(rawPath);
        if (actual.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < actual.size(); i++) {
            String expected = segments.get(i);
            String found = actual.get(i);
            if (expected.startsWith("{") && !found.isEmpty()) {
                variables.put(expected.substring(1, expected.length() - 1), found);
            } else if (!expected.equals(found)) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }

    /** A trailing slash adds no segment. */
    private static List<String> split(String path) {
        String trimmed = Configuration.stripSlash(path);
        return List.of(trimmed.substring(trimmed.startsWith("/") ? 1 : 0).split("/", -1));
    }
}
