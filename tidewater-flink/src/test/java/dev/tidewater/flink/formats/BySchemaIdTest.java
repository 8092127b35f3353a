package dev.tidewater.flink.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BySchemaIdTest {
    private static final Duration A_WHILE = Duration.ofSeconds(30);

    private final Map<Integer, String> registry = new HashMap<>(Map.of(1, "one", 2, "two"));
    private final List<Integer> asked = new ArrayList<>();
    private boolean down;
    private long now;

    private final BySchemaId<String, String> made =
            new BySchemaId<>(this::schema, BySchemaIdTest::make, A_WHILE, () -> Instant.ofEpochMilli(now));

    @Test
    void asksOnceForEachId() throws DecodeException, IOException {
        assertThat(List.of(made.of(1), made.of(1), made.of(2), made.of(1))).containsExactly("ONE", "ONE", "TWO", "ONE");
        assertThat(asked).containsExactly(1, 2);
    }

    @Test
    void asksAgainForAnUnknownIdAfterAWhile() throws DecodeException, IOException {
        assertThatThrownBy(() -> made.of(9)).hasMessageContaining("unknown-schema");
        assertThatThrownBy(() -> made.of(9)).hasMessageContaining("unknown-schema");
        assertThat(asked).containsExactly(9);

        registry.put(9, "nine");
        now += A_WHILE.toMillis();
        assertThat(made.of(9)).isEqualTo("NINE");
    }

    @Test
    void aRegistryThatIsDownSaysNothingAboutTheRecord() throws DecodeException, IOException {
        down = true;
        assertThatThrownBy(() -> made.of(1)).isInstanceOf(IOException.class).hasMessage("connection refused");
        down = false;
        assertThat(made.of(1)).isEqualTo("ONE");
    }

    @Test
    void remembersThatNothingCanBeMadeOfASchema() throws DecodeException, IOException {
        registry.put(5, "bad");
        assertThatThrownBy(() -> made.of(5)).hasMessageContaining("incompatible-schema");
        assertThatThrownBy(() -> made.of(5)).hasMessageContaining("incompatible-schema");
        assertThat(asked).containsExactly(5);
        assertThat(made.of(1)).isEqualTo("ONE");
    }

    private Optional<String> schema(int id) throws IOException {
        asked.add(id);
        if (down) {
            throw new IOException("connection refused");
        }
        return Optional.ofNullable(registry.get(id));
    }

    private static String make(String schema) throws DecodeException {
        if (schema.equals("bad")) {
            throw new DecodeException(DecodeException.Reason.INCOMPATIBLE_SCHEMA, 1, "bad");
        }
        return schema.toUpperCase(Locale.ROOT);
    }
}
