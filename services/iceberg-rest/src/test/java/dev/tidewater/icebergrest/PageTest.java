package dev.tidewater.icebergrest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class PageTest {
    private static Page<String> page(List<String> all, Map<String, String> query) {
        return Page.of(all, Function.identity(), new Call(Map.of(), query, "", new byte[0]));
    }

    @Test
    void everythingComesAtOnceIfNoSizeIsNamed() {
        assertThat(page(List.of("b", "a"), Map.of("pageToken", ""))).isEqualTo(new Page<>(List.of("a", "b"), null));
    }

    @Test
    void aPageContinuesAfterTheLastOneWhateverChangedMeanwhile() {
        Page<String> first = page(List.of("d", "b", "a", "c"), Map.of("pageSize", "2"));
        assertThat(first.items()).containsExactly("a", "b");

        String token = String.valueOf(first.nextToken());
        Page<String> second = page(List.of("aa", "c", "d"), Map.of("pageSize", "2", "pageToken", token));
        assertThat(second).isEqualTo(new Page<>(List.of("c", "d"), null));
    }

    @Test
    void aSizeMustBeAPositiveNumber() {
        assertThatThrownBy(() -> page(List.of(), Map.of("pageSize", "0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid pageSize \"0\": it must be a positive number");
    }

    @Test
    void aForeignTokenIsRefused() {
        assertThatThrownBy(() -> page(List.of(), Map.of("pageToken", "?")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid pageToken \"?\": this catalog did not issue it");
    }
}
