package dev.tidewater.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> COLUMNS = List.of("amount", "account", "ts", "order_id");

    @Test
    void findsAWordWithALetterMissing() {
        assertThat(Nearest.to("amout", COLUMNS)).contains("amount");
    }

    @Test
    void findsAWordWithTwoLettersSwapped() {
        assertThat(Nearest.to("kafak", List.of("kafka", "filesystem"))).contains("kafka");
    }

    @Test
    void findsAWordThatDiffersInCaseOnly() {
        assertThat(Nearest.to("TS", COLUMNS)).contains("ts");
    }

    @Test
    void proposesNothingForAWordUnlikeAnyOther() {
        assertThat(Nearest.to("warehouse", COLUMNS)).isEmpty();
        assertThat(Nearest.to("x", COLUMNS)).isEmpty();
        assertThat(Nearest.to("", COLUMNS)).isEmpty();
        assertThat(Nearest.to("amount", List.of())).isEmpty();
    }

    @Test
    void takesTheFirstByAlphabetAmongEquals() {
        assertThat(Nearest.to("cat", List.of("hat", "bat", "rat"))).contains("bat");
    }

    @Test
    void prefersTheLikelierOfEquallyManyMistakes() {
        assertThat(Nearest.to("FORM", List.of("FOR", "FROM"))).contains("FROM");
        assertThat(Nearest.to("WHER", List.of("WHEN", "WHERE"))).contains("WHERE");
        assertThat(Nearest.to("ODER", List.of("ORDER", "OVER"))).contains("ORDER");
        assertThat(Nearest.to("AN", List.of("AND", "IN", "ON", "AS"))).contains("AND");
    }
}
