package dev.tidewater.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidewater.engine.deploy.PipelineScript;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AbstractObjectAssert;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineFilesTest {
    @TempDir
    Path folder;

    @Test
    void readsScriptsInTheirOrder() throws IOException {
        Path b = script("b.sql");
        Path a = script("a.sql");
        assertThat(PipelineFiles.read(List.of(b, a)))
                .extracting(PipelineScript::name)
                .containsExactly("b", "a");
    }

    @Test
    void namesEveryFileThatCannotBeRead() throws IOException {
        Path bytes = Files.write(folder.resolve("latin.sql"), new byte[] {'-', '-', (byte) 0xE9});
        assertRefused(List.of(folder, bytes, folder.resolve("none.sql")))
                .extracting(TidewaterException::message)
                .isEqualTo("\"" + folder + "\" is a folder, and a pipeline is a file\nfile \"" + bytes
                        + "\" is not UTF-8 text\nfile \"" + folder.resolve("none.sql") + "\" does not exist");
    }

    @Test
    void proposesTheFileThatWasMeant() throws IOException {
        Path orders = script("orders.sql");
        assertRefused(List.of(folder.resolve("order.sql")))
                .extracting(TidewaterException::hint)
                .isEqualTo("did you mean " + orders + "?");
    }

    @Test
    void refusesTwoFilesOfOneName() throws IOException {
        Path one = script("orders.sql");
        Path other = Files.createDirectory(folder.resolve("other")).resolve("orders.sql");
        Files.writeString(other, "");
        assertRefused(List.of(one, other))
                .extracting(TidewaterException::message)
                .isEqualTo("pipeline \"orders\" would come of several files: " + one + ", " + other);
    }

    private static AbstractObjectAssert<?, TidewaterException> assertRefused(List<Path> files) {
        return (AbstractObjectAssert<?, TidewaterException>) assertThatThrownBy(() -> PipelineFiles.read(files))
                .asInstanceOf(InstanceOfAssertFactories.type(TidewaterException.class));
    }

    private Path script(String name) throws IOException {
        return Files.writeString(folder.resolve(name), "SELECT 1;");
    }
}
