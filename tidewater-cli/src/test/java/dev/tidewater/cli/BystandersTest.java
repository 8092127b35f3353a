package dev.tidewater.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidewater.engine.deploy.PipelineStatus;
import dev.tidewater.engine.deploy.PipelineStatus.State;
import dev.tidewater.engine.testing.CaseRequest;
import dev.tidewater.engine.testing.Variation;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BystandersTest {
    private static final PipelineStatus RUNNING = pipeline("orders", State.RUNNING);
    private static final PipelineStatus STOPPED = pipeline("clicks", State.STOPPED);

    private static PipelineStatus pipeline(String name, State state) {
        return new PipelineStatus(
                name, state, name + ".sql", "a", Instant.EPOCH, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static CaseRequest request(Variation variation) {
        return new CaseRequest("t.yaml", "/", "", "one", variation, 1, CaseRequest.Afterwards.REMOVE);
    }

    @Test
    void killsNoTaskManagerUnderAPipelineThatRuns() {
        assertThatThrownBy(() -> Bystanders.requireNone(
                        List.of(request(Variation.AS_WRITTEN), request(Variation.KILLED)), List.of(RUNNING, STOPPED)))
                .isInstanceOfSatisfying(
                        TidewaterException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.REFUSED))
                .hasMessage("variation \"killed\" would kill the TaskManager under what runs on it: orders");
    }

    @Test
    void letsTheOthersRun() {
        Bystanders.requireNone(List.of(request(Variation.PARALLEL)), List.of(RUNNING));
        Bystanders.requireNone(List.of(request(Variation.KILLED)), List.of(STOPPED));
    }
}
