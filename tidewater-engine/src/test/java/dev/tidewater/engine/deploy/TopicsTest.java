package dev.tidewater.engine.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidewater.model.TidewaterException;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TopicsTest {
    private static final Set<String> EXISTING = Set.of("orders", "payments");

    @Test
    void proposesTheTopicThatWasProbablyMeantBeforeAnythingElse() {
        assertThatThrownBy(() -> Topics.requireNone(Set.of("ordrs"), EXISTING))
                .hasMessage("topic \"ordrs\" does not exist; did you mean \"orders\"?")
                .isInstanceOfSatisfying(
                        TidewaterException.class,
                        e -> assertThat(e.hint())
                                .isEqualTo("write 'topic' = 'orders' in the script; or fill it first, for example with:"
                                        + " tidewater produce ordrs FILE"));
    }

    @Test
    void proposesToFillATopicThatIsLikeNoOther() {
        assertThatThrownBy(() -> Topics.requireNone(Set.of("clicks"), EXISTING))
                .hasMessage("topic \"clicks\" does not exist")
                .isInstanceOfSatisfying(
                        TidewaterException.class,
                        e -> assertThat(e.hint())
                                .isEqualTo("fill it first, for example with: tidewater produce clicks FILE"));
    }

    @Test
    void namesEveryMissingTopic() {
        assertThatThrownBy(() -> Topics.requireNone(new TreeSet<>(Set.of("clicks", "ordrs")), EXISTING))
                .hasMessage("topic \"clicks\" does not exist\n"
                        + "topic \"ordrs\" does not exist; did you mean \"orders\"?")
                .isInstanceOfSatisfying(
                        TidewaterException.class,
                        e -> assertThat(e.hint())
                                .isEqualTo("write 'topic' = 'orders' in the script; or fill it first, for example with:"
                                        + " tidewater produce clicks FILE"));
    }
}
