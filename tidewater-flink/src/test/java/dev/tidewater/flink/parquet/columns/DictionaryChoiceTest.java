package dev.tidewater.flink.parquet.columns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidewater.flink.parquet.columns.ColumnHint.DictionaryUse;
import java.util.Random;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class DictionaryChoiceTest {
    private static final long TWO_MB = 2 << 20;
    private final Random random = new Random(7);

    @Test
    void forecastsDistinctValuesFromFirstOnes() {
        assertThat(DictionaryChoice.birthday(4096, 4014, 200_000)).isCloseTo(80_000, within(10_000.0));
        assertThat(DictionaryChoice.birthday(4096, 4096, 200_000)).isEqualTo(200_000);
        assertThat(DictionaryChoice.birthday(4096, 10, 200_000)).isCloseTo(10, within(0.1));
    }

    @Test
    void givesIdsUpAfterTheSample() {
        assertThat(kept(200_000, 200_000, () -> random.nextLong())).isEqualTo(DictionaryChoice.SAMPLE);
    }

    @Test
    void keepsWordsAndSkewedKeys() {
        assertThat(kept(200_000, 200_000, () -> random.nextInt(4))).isEqualTo(200_704);
        assertThat(kept(200_000, 200_000, () -> (long) (20_000 * Math.pow(random.nextDouble(), 3))))
                .isEqualTo(200_704);
    }

    @Test
    void givesUpWhenNewValuesGoOnComing() {
        long[] number = {0};
        assertThat(kept(1_000_000, 1_000_000, () -> number[0]++ < 10_000 ? number[0] % 10 : number[0]))
                .isBetween(10_000L, 300_000L);
    }

    @Test
    void endsWhereThePageIsFull() {
        DictionaryChoice choice = new DictionaryChoice(80, 100);
        LongDictionary dictionary = new LongDictionary(8);
        for (int i = 0; i < 10; i++) {
            dictionary.index(i);
        }
        assertThat(choice.keeps(1000, 8000, dictionary)).isTrue();
        dictionary.index(10);
        assertThat(choice.keeps(1001, 8008, dictionary)).isFalse();
    }

    @Test
    void aColumnWithoutDictionaryIsLookedAtAgainLater() {
        ColumnHint hint = new ColumnHint();
        hint.chunkEnded(100_000, DictionaryUse.FORECAST_AGAINST);
        int without = 0;
        for (; !hint.tryDictionary(); without++) {
            hint.chunkEnded(100_000, DictionaryUse.USED);
        }
        assertThat(without).isEqualTo(16);
    }

    @Test
    void aForecastForAChunkThatBecameMuchLongerIsForgotten() {
        ColumnHint hint = new ColumnHint();
        hint.chunkEnded(1_000_000, DictionaryUse.FORECAST_AGAINST);
        assertThat(hint.tryDictionary()).isTrue();
        assertThat(hint.expectedValues()).isEqualTo(1_000_000);
        hint.chunkEnded(200_000, DictionaryUse.USED);
        assertThat(hint.expectedValues()).isEqualTo(800_000);
    }

    @Test
    void theStrongLevelMustSaveMoreThanItsDue() {
        ColumnHint hint = new ColumnHint();
        assertThat(hint.trialDue()).isTrue();
        hint.tried(1000, 990);
        assertThat(hint.level()).isEqualTo(1);
        for (int page = 1; page < 128; page++) {
            assertThat(hint.trialDue()).isFalse();
            hint.pageWritten();
        }
        assertThat(hint.trialDue()).isTrue();
        hint.tried(1000, 980);
        assertThat(hint.level()).isEqualTo(3);
    }

    /** After how many values, in batches of 1,024, the dictionary is given up; all of them if it is kept. */
    private static long kept(long expected, long count, LongSupplier values) {
        DictionaryChoice choice = new DictionaryChoice(TWO_MB, expected);
        LongDictionary dictionary = new LongDictionary(8);
        long seen = 0;
        while (seen < count) {
            for (int i = 0; i < 1024; i++) {
                dictionary.index(values.getAsLong());
            }
            seen += 1024;
            if (!choice.keeps(seen, 8 * seen, dictionary)) {
                return seen;
            }
        }
        return seen;
    }
}
