package dev.tidewater.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.bench.Lake.Contents;
import dev.tidewater.bench.Work.Expected;
import org.junit.jupiter.api.Test;

class LakeContentsTest {
    private static final Expected EXPECTED = new Expected(1_000_000, "quantity", 5_000_000);

    @Test
    void areRightIfRowsAndSumAre() {
        assertThat(new Contents(1_000_000, 5_000_000, 1, 4).fault(EXPECTED)).isEmpty();
    }

    @Test
    void areWrongIfARowIsMissing() {
        assertThat(new Contents(999_999, 5_000_000, 1, 4).fault(EXPECTED))
                .contains("999,999 rows instead of 1,000,000");
    }

    @Test
    void areWrongIfAValueIsNot() {
        assertThat(new Contents(1_000_000, 4_999_999, 1, 4).fault(EXPECTED))
                .contains("the sum of quantity is 4,999,999 instead of 5,000,000");
    }
}
