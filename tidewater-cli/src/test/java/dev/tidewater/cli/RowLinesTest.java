package dev.tidewater.cli;

import static dev.tidewater.cli.FakeStack.change;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidewater.engine.sql.Change.Kind;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RowLinesTest {
    @Test
    void columnsGrowWithWhatComesAndNeverShrink() {
        RowLines lines = new RowLines(List.of("id", "name"), List.of("INT", "STRING"), OptionalInt.empty());

        assertThat(lines.heading()).isEqualTo("id  name");
        assertThat(lines.lines(List.of(row("[1, \"ann\"]"), row("[1000, \"b\"]"))))
                .containsExactly("   1  ann", "1000  b");
        assertThat(lines.lines(List.of(row("[2, null]")))).containsExactly("   2  NULL");
    }

    @Test
    void aLineIsCutAtTheEdgeOfTheTerminal() {
        RowLines lines = new RowLines(List.of("id", "name"), List.of("INT", "STRING"), OptionalInt.of(12));

        assertThat(lines.lines(List.of(row("[1, \"a name\\nof two lines\"]")))).containsExactly(" 1  a name …");
    }

    private static List<JsonNode> row(String json) {
        return change(Kind.INSERT, json).row();
    }
}
