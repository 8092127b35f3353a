package dev.tidewater.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class PlanRunnerTest {
    @Test
    void aJobWhoseAnswerWasLostMayHaveComeUp() {
        assertThat(PlanRunner.answerWasLost(wrapped(new TimeoutException("no answer"))))
                .isTrue();
        assertThat(PlanRunner.answerWasLost(wrapped(new IOException("connection closed"))))
                .isTrue();
    }

    @Test
    void aJobThatWasNeverSentOrWasRefusedHasNot() {
        assertThat(PlanRunner.answerWasLost(wrapped(new IOException(new ConnectException("refused")))))
                .isFalse();
        assertThat(PlanRunner.answerWasLost(wrapped(new IllegalStateException("no such class"))))
                .isFalse();
    }

    private static RuntimeException wrapped(Exception cause) {
        return new RuntimeException(new IllegalStateException("submitting", cause));
    }
}
