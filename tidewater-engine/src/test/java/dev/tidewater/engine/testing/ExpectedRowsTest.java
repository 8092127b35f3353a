package dev.tidewater.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidewater.engine.json.Json;
import dev.tidewater.engine.testing.CaseReport.Outcome;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpectedRowsTest {
    private static final String TEXT = """
            # Überschrift 🌊
            pipeline: p
            cases:
              - name: one
                given: {}
                expect:
                  lake.db.t:
                    key: [id]
                    rows:
                      - {id: 1, name: a}
                      - {id: 2, name: b}
                  lake.db.u: []
              # stays
              - name: two
                given: {}
                expect: {lake.db.t: 1}
            """;

    private static Map<String, JsonNode> row(String json) {
        Map<String, JsonNode> row = new LinkedHashMap<>();
        Json.tree(json).properties().forEach(cell -> row.put(cell.getKey(), cell.getValue()));
        return row;
    }

    static CaseReport report(String name, Outcome outcome, Map<String, List<Map<String, JsonNode>>> actual) {
        return new CaseReport(
                "t.yaml",
                "p",
                name,
                4,
                Variation.AS_WRITTEN,
                7,
                outcome,
                Duration.ofMillis(1_500),
                actual.keySet().stream()
                        .map(output ->
                                TableDiff.of(output, 7, List.of(), List.of(), actual.getOrDefault(output, List.of())))
                        .toList(),
                Optional.empty(),
                List.of(),
                List.of(),
                actual);
    }

    @Test
    void replacesTheRowsAndLeavesTheRestOfTheText() {
        CaseReport report = report(
                "one",
                Outcome.FAILED,
                Map.of(
                        "lake.db.t",
                                List.of(
                                        row("{\"id\":3,\"name\":\"yes\",\"more\":1}"),
                                        row("{\"id\":1,\"name\":\"x y\"}")),
                        "lake.db.u", List.of(row("{\"at\":\"2026-01-31T10:00:00\"}"))));

        String written = ExpectedRows.write("t.yaml", TEXT, List.of(report));

        assertThat(written)
                .isEqualTo(TEXT.replace(
                                "- {id: 1, name: a}\n          - {id: 2, name: b}\n",
                                "- {id: 1, name: \"x y\"}\n          - {id: 3, name: \"yes\"}\n")
                        .replace("lake.db.u: []", "lake.db.u: [{at: 2026-01-31T10:00:00}]"));
    }

    @Test
    void writesXmlThatNamesSeedAndReason() {
        String xml = JUnitXml.of(
                List.of(report("a < b", Outcome.FAILED, Map.of()), report("fine", Outcome.PASSED, Map.of())),
                report -> "one\n\"two\" & \u0001");

        assertThat(xml)
                .contains("<testsuites tests=\"2\" failures=\"1\" skipped=\"0\" errors=\"0\" time=\"3.000\">")
                .contains("<testcase name=\"a &lt; b\" classname=\"p\" file=\"t.yaml\" time=\"1.500\">")
                .contains("one&#10;&quot;two&quot; &amp; \uFFFD</failure>")
                .contains("<testcase name=\"fine\" classname=\"p\" file=\"t.yaml\" time=\"1.500\"/>");
    }
}
