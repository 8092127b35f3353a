package dev.tidewater.engine.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidewater.model.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of one case, run in one way.
 *
 * @param file as the user named it
 * @param line where the case begins
 * @param seed by which it can be run in the same way again
 * @param differences of outputs that are not as expected
 * @param problem why it did not come to an end; then nothing was compared
 * @param findings faults of the file or the pipeline
 * @param notes what a person should know of the run
 * @param actual rows of each output whose rows are listed, as {@code --update} would write them
 */
public record CaseReport(
        String file,
        String pipeline,
        String name,
        int line,
        Variation variation,
        long seed,
        Outcome outcome,
        Duration took,
        List<TableDiff> differences,
        Optional<String> problem,
        List<Finding> findings,
        List<String> notes,
        Map<String, List<Map<String, JsonNode>>> actual) {
    public CaseReport {
        differences = List.copyOf(differences);
        findings = List.copyOf(findings);
        notes = List.copyOf(notes);
        actual = Map.copyOf(actual);
    }

    /** How a case ended. */
    public enum Outcome {
        PASSED,
        /** An output is not as expected, or the case did not come to an end. */
        FAILED,
        /** The variation makes no sense for it. */
        SKIPPED
    }
}
