package dev.tidewater.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.apache.flink.types.RowKind;
import org.junit.jupiter.api.Test;

class ChangingRowsTest {
    private final ChangingRows rows = new ChangingRows();

    @Test
    void keepsTheOrderAndEqualRows() {
        rows.apply(RowKind.INSERT, row(1, "a"));
        rows.apply(RowKind.INSERT, row(2, "b"));
        rows.apply(RowKind.INSERT, row(2, "b"));

        assertThat(rows.rows()).containsExactly(row(1, "a"), row(2, "b"), row(2, "b"));
        assertThat(rows.onlyGrew()).isTrue();
        assertThat(rows.size()).isEqualTo(3);
    }

    @Test
    void endsWithWhatIsLeft() {
        rows.apply(RowKind.INSERT, row(1, "a"));
        rows.apply(RowKind.INSERT, row(2, "b"));
        rows.apply(RowKind.UPDATE_BEFORE, row(1, "a"));
        rows.apply(RowKind.UPDATE_AFTER, row(1, "A"));
        rows.apply(RowKind.DELETE, row(2, "b"));

        assertThat(rows.rows()).containsExactly(row(1, "A"));
        assertThat(rows.onlyGrew()).isFalse();
        assertThat(rows.size()).isEqualTo(1);
    }

    private static List<JsonNode> row(int id, String name) {
        return List.of(IntNode.valueOf(id), TextNode.valueOf(name));
    }
}
