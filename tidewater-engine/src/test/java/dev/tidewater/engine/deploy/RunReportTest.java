package dev.tidewater.engine.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.engine.deploy.RunReport.Outcome;
import org.junit.jupiter.api.Test;

class RunReportTest {
    @Test
    void saysThatItWasTakenBackOnlyOfAPipelineThatWasNew() {
        assertThat(Outcome.STARTED.afterFailure("orders")).isEqualTo("it was taken back; ");
        assertThat(Outcome.RESUMED.afterFailure("orders"))
                .isEqualTo("it is tried again from where it was; to give it up: tidewater stop orders; ");
        assertThat(Outcome.ALREADY_RUNNING.afterFailure("orders")).doesNotContain("taken back");
    }
}
