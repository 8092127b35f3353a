package dev.tidewater.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.tidewater.model.Finding;
import dev.tidewater.model.TidewaterException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestFileReaderTest {
    @TempDir
    private Path folder = Path.of(".");

    private TestFile read(String text) {
        return TestFileReader.read("t.yaml", text, folder);
    }

    private List<Finding> findings(String text) {
        try {
            read(text);
            return List.of();
        } catch (TidewaterException e) {
            return e.findings();
        }
    }

    @Test
    void readsCasesWithTheirSteps() {
        TestFile file = read("""
                pipeline: p
                timeout: 2 min
                cases:
                  - name: one
                    steps:
                      - given: {orders: [{id: 1, price: 12.50, note: null, at: 2026-01-01 10:00:00}]}
                      - given: {orders: ["not a row"]}
                    end: open
                    redelivery: harmless
                    expect:
                      lake.db.t: [{id: 1}]
                      dead.orders: 1
                """);

        TestCase one = file.cases().get(0);
        assertThat(file.pipelineName()).isEqualTo("p");
        assertThat(one.timeout()).hasMinutes(2);
        assertThat(one.end()).isEqualTo(TestCase.End.OPEN);
        assertThat(one.redelivery()).isEqualTo(TestCase.Redelivery.HARMLESS);
        assertThat(one.steps()).hasSize(2);
        GivenRow row =
                one.steps().get(0).rows().getOrDefault("orders", List.of()).get(0);
        assertThat(row.value()).hasToString("{\"id\":1,\"price\":12.50,\"note\":null,\"at\":\"2026-01-01 10:00:00\"}");
        assertThat(row.markOf("price")).isEqualTo(new Mark("t.yaml", 6, 41));
        assertThat(one.expectations().get(1).count()).contains(1L);
    }

    @Test
    void findsEveryFaultWithItsLine() {
        List<Finding> findings = findings("""
                pipelin: x
                cases:
                  - nme: a
                    expect: 3
                    timeout: soon
                """);

        assertThat(findings)
                .extracting(finding -> finding.line() + ": " + finding.message())
                .containsExactly(
                        "1: unknown key \"pipelin\" of a test file",
                        "1: key \"pipeline\" is missing",
                        "3: unknown key \"nme\" of a case",
                        "3: key \"name\" is missing",
                        "4: expect is a map, not a single value",
                        "5: a timeout is a time");
        assertThat(findings.get(0).hint()).isEqualTo("did you mean \"pipeline\"?");
    }

    @Test
    void readsWhatIsSetOfTopicsAndKnowsWhatCanBe() {
        TestFile file = read("""
                pipeline: p
                topics:
                  orders: {schema: orders.proto, settings: {watermark.tolerance: 30 s, cleanup.policy: compact}}
                cases: []
                """);
        List<Finding> findings = findings("""
                pipeline: p
                topics:
                  orders: {settings: {watermark.tolerence: 30 s}}
                cases: []
                """);

        TopicSpec orders = file.topics().getOrDefault("orders", TopicSpec.none(new Mark("", 0, 0)));
        assertThat(orders.settings())
                .containsOnly(entry("watermark.tolerance", "30 s"), entry("cleanup.policy", "compact"));
        assertThat(orders.schema()).contains(folder.resolve("orders.proto"));
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.message()).isEqualTo("unknown key \"watermark.tolerence\" of settings");
            assertThat(finding.line()).isEqualTo(3);
            assertThat(finding.hint()).isEqualTo("did you mean \"watermark.tolerance\"?");
        });
    }

    @Test
    void saysWhereItIsNoYaml() {
        assertThat(findings("pipeline: [a\ncases: b\n")).singleElement().satisfies(finding -> {
            assertThat(finding.message()).startsWith("this is not YAML");
            assertThat(finding.line()).isPositive();
        });
        assertThat(findings(""))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).isEqualTo("the file is empty"));
    }

    @Test
    void readsRowsOfFiles() throws Exception {
        Files.writeString(folder.resolve("a.csv"), "id,name\n1,x\n2,\n");
        Files.writeString(folder.resolve("b.jsonl"), "{\"id\": 3}\n\n{\"id\": 4}\n");

        TestFile file = read("""
                pipeline: p
                cases:
                  - name: one
                    given: {a: {csv: a.csv}, b: {jsonl: b.jsonl}}
                    expect: {lake.db.t: []}
                """);

        Step step = file.cases().get(0).steps().get(0);
        assertThat(step.rows().getOrDefault("a", List.of()))
                .extracting(row -> row.value().toString())
                .containsExactly("{\"id\":\"1\",\"name\":\"x\"}", "{\"id\":\"2\",\"name\":null}");
        assertThat(step.rows().getOrDefault("b", List.of()))
                .extracting(row -> row.mark().line())
                .containsExactly(1, 3);
    }

    @Test
    void namesAFileThatIsNotThere() {
        assertThatThrownBy(() -> read("""
                        pipeline: p
                        cases:
                          - name: one
                            given: {a: {csv: none.csv}}
                            expect: {lake.db.t: []}
                        """))
                .isInstanceOfSatisfying(
                        TidewaterException.class,
                        e -> assertThat(e.findings()).singleElement().satisfies(finding -> {
                            assertThat(finding.message()).endsWith("none.csv\" does not exist");
                            assertThat(finding.line()).isEqualTo(4);
                        }));
    }
}
