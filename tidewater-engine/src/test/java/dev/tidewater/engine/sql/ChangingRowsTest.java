package dev.tidewater.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidewater.engine.sql.Change.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangingRowsTest {
    private final ChangingRows rows = new ChangingRows();

    @Test
    void keepsTheOrderAndEqualRows() {
        apply(Kind.INSERT, row(1, "a"));
        apply(Kind.INSERT, row(2, "b"));
        apply(Kind.INSERT, row(2, "b"));

        assertThat(rows.rows()).containsExactly(row(1, "a"), row(2, "b"), row(2, "b"));
        assertThat(rows.onlyGrew()).isTrue();
        assertThat(rows.size()).isEqualTo(3);
    }

    @Test
    void endsWithWhatIsLeft() {
        apply(Kind.INSERT, row(1, "a"));
        apply(Kind.INSERT, row(2, "b"));
        apply(Kind.UPDATE_BEFORE, row(1, "a"));
        apply(Kind.UPDATE_AFTER, row(1, "A"));
        apply(Kind.DELETE, row(2, "b"));

        assertThat(rows.rows()).containsExactly(row(1, "A"));
        assertThat(rows.onlyGrew()).isFalse();
        assertThat(rows.size()).isEqualTo(1);
    }

    @Test
    void anUpdatedRowKeepsItsPlaceAndANewOneComesLast() {
        apply(Kind.INSERT, row(1, "a"));
        apply(Kind.INSERT, row(2, "b"));
        apply(Kind.INSERT, row(3, "c"));
        apply(Kind.UPDATE_BEFORE, row(2, "b"));
        apply(Kind.UPDATE_AFTER, row(2, "B"));
        apply(Kind.DELETE, row(1, "a"));
        apply(Kind.INSERT, row(4, "d"));

        assertThat(rows.rows()).containsExactly(row(2, "B"), row(3, "c"), row(4, "d"));
        assertThat(rows.last(2)).containsExactly(row(3, "c"), row(4, "d"));
        assertThat(rows.last(9)).hasSize(3);
    }

    @Test
    void keepsTheOrderWhenMostHaveGone() {
        for (int i = 0; i < 5_000; i++) {
            apply(Kind.INSERT, row(i, "x"));
        }
        for (int i = 0; i < 5_000; i++) {
            if (i % 1_000 != 7) {
                apply(Kind.DELETE, row(i, "x"));
            }
        }

        assertThat(rows.rows())
                .containsExactly(row(7, "x"), row(1_007, "x"), row(2_007, "x"), row(3_007, "x"), row(4_007, "x"));
    }

    private void apply(Kind kind, List<JsonNode> row) {
        rows.apply(new Change(kind, row));
    }

    private static List<JsonNode> row(int id, String name) {
        return List.of(IntNode.valueOf(id), TextNode.valueOf(name));
    }
}
