package dev.tidewater.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes {@code docs/reference/configuration.md} from the declared keys. */
public final class ConfigurationReference {
    private static final String HEAD = """
            # Configuration

            A project is configured by `tidewater.yaml`; `tidewater.<target>.yaml` beside it overlays it for one target, key
            by key. Without either, every key has its default. Dots group: `checkpoint.interval` is written as

            ```yaml
            checkpoint:
              interval: 2s
            ```

            or in one line as `checkpoint.interval: 2s`. In a value, `${NAME}` stands for the environment variable `NAME`
            and `${NAME:-default}` gives what holds while it is unset or empty; `$${` stands for `${` itself.

            | key | type | default | what it does |
            |---|---|---|---|
            """;

    private static final String FORMS = """

            A **duration** is a whole number and `ms`, `s`, `min`, `h` or `d`. A **memory size** is a whole number and
            `k`, `m` or `g`, powers of 1024. A **host:port** stands as pipelines write it. Map keys are your own.
            """;

    private ConfigurationReference() {}

    /** The whole page. */
    public static String markdown() {
        StringBuilder page = new StringBuilder(HEAD);
        for (ConfigKey key : ConfigKeys.ALL) {
            page.append(
                    "| `%s` | %s | %s | %s |\n".formatted(key.name(), key.typeLabel(), key.defaultLabel(), key.doc()));
        }
        return page.append(FORMS).toString();
    }

    /** @param args the file to write */
    public static void main(String[] args) throws IOException {
        Files.writeString(Path.of(args[0]), markdown());
    }
}
