package dev.tidewater.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationReferenceTest {
    @Test
    void documentsEveryKeyWithItsTypeAndDefault() {
        assertThat(ConfigurationReference.markdown())
                .contains("| `name` | text | the folder's name | Name of the project")
                .contains("| `checkpoint.interval` | duration | `2s` | Time between two checkpoints.")
                .contains("| `local.hosts` | map from host:port to service | empty | Addresses as pipelines name them")
                .contains("| `local.memory.taskmanager` | memory size | `1600m` |")
                .contains("| `local.ports.schema-registry` | port | a free one, then kept |");
        assertThat(ConfigKeys.ALL)
                .extracting(ConfigKey::name)
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(name).matches("[a-z0-9]+([.-][a-z0-9]+)*"));
    }

    @Test
    void everyDefaultIsAValueThatAUserCouldWrite() {
        for (ConfigKey key : ConfigKeys.ALL) {
            if (key instanceof ConfigKey.Single<?> single) {
                single.fallback()
                        .ifPresent(text ->
                                assertThat(single.type().reader().apply(text)).isNotNull());
            }
        }
    }

    @Test
    void thePageInTheDocumentationIsTheGeneratedOne() throws IOException {
        Path page = Path.of(System.getProperty("basedir", "."), "..", "docs", "reference", "configuration.md");

        assertThat(Files.readString(page))
                .as("docs/reference/configuration.md is out of date; write it anew with:"
                        + " java -cp tidewater-model/target/classes dev.tidewater.model.ConfigurationReference"
                        + " docs/reference/configuration.md")
                .isEqualTo(ConfigurationReference.markdown());
    }

    @Test
    void writesThePage(@TempDir Path dir) throws IOException {
        ConfigurationReference.main(
                new String[] {dir.resolve("configuration.md").toString()});
        assertThat(dir.resolve("configuration.md")).hasContent(ConfigurationReference.markdown());
    }
}
