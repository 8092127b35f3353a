package dev.tidewater.engine.testing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is sent at a time; what it causes is committed before the next step.
 *
 * @param rows by topic
 * @param marks where each topic stands
 */
record Step(Map<String, List<GivenRow>> rows, Map<String, Mark> marks) {
    Step {
        rows = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(rows));
        marks = Map.copyOf(marks);
    }
}
