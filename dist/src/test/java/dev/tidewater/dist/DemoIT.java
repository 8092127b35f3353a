package dev.tidewater.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The one command of the README. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "looks for processes in /proc")
class DemoIT {
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    @RegisterExtension
    private static final TestProjects PROJECTS = new TestProjects();

    /** Seed, orders, and records a second. More than one by {@code -Dtidewater.demo.evenings=3}: each takes a minute and more. */
    static List<Arguments> evenings() {
        return List.of(Arguments.of(1L, 20_000, 5_000), Arguments.of(2L, 6_000, 3_000), Arguments.of(3L, 6_000, 3_000))
                .subList(0, Integer.getInteger("tidewater.demo.evenings", 1));
    }

    @ParameterizedTest(name = "evening {0} of {1} orders")
    @MethodSource("evenings")
    void everyTableIsExactAndNothingIsLeftBehind(long seed, int orders, int rate) {
        TestProject project = PROJECTS.of("demo", Map.of());

        JsonNode report = project.start(
                        "demo",
                        "-o",
                        "json",
                        "--seed",
                        Long.toString(seed),
                        "--orders",
                        Integer.toString(orders),
                        "--rate",
                        Integer.toString(rate))
                .await(PATIENCE)
                .exits(0)
                .json();

        assertThat(report.path("seed").asLong()).isEqualTo(seed);
        assertThat(report.path("records").asLong()).isGreaterThan(orders);
        assertThat(report.path("tables")).hasSize(5).allSatisfy(table -> {
            assertThat(table.path("actual").asLong())
                    .isPositive()
                    .isEqualTo(table.path("expected").asLong());
            assertThat(table.path("missing").asLong()).isZero();
            assertThat(table.path("extra").asLong()).isZero();
        });
        assertThat(Processes.describe(project.processes())).startsWith("0 processes");
    }
}
