package dev.tidewater.engine.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.engine.sql.FunctionJar;
import java.util.List;
import org.junit.jupiter.api.Test;

class FunctionVersionsTest {
    private static final FunctionJar OLD = new FunctionJar("udfs/geo.jar", "a".repeat(64));
    private static final FunctionJar NEW = new FunctionJar("udfs/geo.jar", "b".repeat(64));
    private static final FunctionJar OTHER = new FunctionJar("udfs/text.jar", "c".repeat(64));

    @Test
    void namesEachJarThatIsAnotherOne() {
        assertThat(FunctionVersions.between(List.of(OLD), List.of(NEW, OTHER)).whatIsNew(true))
                .isEqualTo(
                        "new functions from here on: udfs/geo.jar (aaaaaaaa → bbbbbbbb), udfs/text.jar (new, cccccccc)");
        assertThat(FunctionVersions.between(List.of(OLD, OTHER), List.of(OLD)).whatIsNew(false))
                .isEqualTo("the new SQL and new functions from here on: udfs/text.jar (gone)");
    }

    @Test
    void doesNotSpeakOfFunctionsThatStay() {
        assertThat(FunctionVersions.between(List.of(OLD), List.of(OLD)).whatIsNew(false))
                .isEqualTo("the new SQL");
    }
}
