package dev.tidewater.flink.parquet.columns;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DictionaryTest {
    @Test
    void numbersTextsInTheOrderInWhichTheyCome() {
        Random random = new Random(5);
        BinaryDictionary dictionary = new BinaryDictionary();
        Map<String, Integer> truth = new HashMap<>();
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 60_000; i++) {
            String text = text(random);
            int expected = truth.computeIfAbsent(text, each -> truth.size());
            if (expected == order.size()) {
                order.add(text);
            }
            byte[] bytes = ("--" + text + "--").getBytes(StandardCharsets.ISO_8859_1);
            assertThat(dictionary.index(bytes, 2, bytes.length - 4)).isEqualTo(expected);
        }

        Bytes page = new Bytes();
        dictionary.write(order.size(), page);
        int at = 0;
        for (String each : order) {
            int length = (int) Bytes.INT.get(page.array, at);
            assertThat(new String(page.array, at + 4, length, StandardCharsets.ISO_8859_1))
                    .isEqualTo(each);
            at += 4 + length;
        }
        assertThat(at).isEqualTo(page.size);
        assertThat((long) page.size).isEqualTo(dictionary.entryBytes());
    }

    /** Of all lengths, often with a common beginning or end, zeros among them. */
    private static String text(Random random) {
        String digits = Integer.toString(random.nextInt(2_000));
        return switch (random.nextInt(6)) {
            case 0 -> "\0".repeat(random.nextInt(12));
            case 1 -> "prod-" + digits;
            case 2 -> digits + "x".repeat(random.nextInt(100));
            case 3 -> "the same beginning of more than sixty-four bytes, and only then what differs: " + digits;
            case 4 -> digits.substring(0, Math.min(digits.length(), random.nextInt(4)));
            default -> digits;
        };
    }

    @Test
    void numbersNumbersInTheOrderInWhichTheyCome() {
        Random random = new Random(6);
        LongDictionary dictionary = new LongDictionary(8);
        Map<Long, Integer> truth = new HashMap<>();
        for (int i = 0; i < 60_000; i++) {
            long value = random.nextInt(3) == 0 ? (long) random.nextInt(3_000) << 40 : random.nextInt(3_000) - 1_500;
            assertThat(dictionary.index(value)).isEqualTo(truth.computeIfAbsent(value, each -> truth.size()));
        }
        assertThat(dictionary.entryBytes()).isEqualTo(8L * truth.size());
    }
}
