package dev.tidewater.icebergrest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.Finding;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
    @TempDir
    Path folder;

    private Configuration read(String... lines) throws IOException {
        return Configuration.read(Files.writeString(folder.resolve("c.properties"), String.join("\n", lines)));
    }

    @Test
    void fillsInTheDefaults() throws IOException {
        Configuration configuration = read("port=8181", "warehouse=s3://lake/", "database=c.db");
        assertThat(configuration.host()).isEqualTo("127.0.0.1");
        assertThat(configuration.name()).isEqualTo("lake");
        assertThat(configuration.warehouse()).isEqualTo("s3://lake");
        assertThat(configuration.s3()).isEqualTo(new Configuration.S3("", "us-east-1", "true"));
    }

    @Test
    void whatIsPassedThroughWinsOverOurDefaults() throws IOException {
        Configuration configuration = read(
                "port=0",
                "warehouse=s3://lake",
                "database=c.db",
                "s3.endpoint=http://127.0.0.1:9",
                "catalog.http-client.type=apache",
                "catalog.table-default.write.format.default=orc");
        assertThat(configuration.catalogProperties())
                .containsEntry("http-client.type", "apache")
                .containsEntry("table-default.write.format.default", "orc")
                .containsEntry("s3.endpoint", "http://127.0.0.1:9")
                .containsEntry("warehouse", "s3://lake");
        assertThat(configuration.clientDefaults()).doesNotContainKey("http-client.type");
    }

    @Test
    void servesItsWarehouseByNameAndByLocation() throws IOException {
        Configuration configuration = read("port=0", "warehouse=s3://lake/w", "database=c.db");
        assertThat(configuration.servesWarehouse("lake")).isTrue();
        assertThat(configuration.servesWarehouse("s3://lake/w/")).isTrue();
        assertThat(configuration.servesWarehouse("s3://lake")).isFalse();
    }

    @Test
    void reportsEveryFaultAtOnce() {
        TidewaterException refused = catchThrowableOfType(
                TidewaterException.class,
                () -> read(
                        "port=70000",
                        "host=192.0.2.1",
                        "prot=1",
                        "s3.path-style-access=yes",
                        "catalog.uri=jdbc:sqlite:other.db",
                        "catalog.s3.secret-access-key=x"));
        assertThat(refused.code()).isEqualTo(ErrorCode.CONFIGURATION);
        assertThat(refused.message()).endsWith("has 8 fault(s)");
        assertThat(refused.findings())
                .extracting(Finding::message)
                .containsExactlyInAnyOrder(
                        "port \"70000\" is not a port",
                        "host \"192.0.2.1\" is not a loopback address",
                        "key \"prot\" is unknown",
                        "key \"warehouse\" is missing",
                        "key \"database\" is missing",
                        "s3.path-style-access is \"yes\"",
                        "key \"catalog.uri\" cannot be passed on",
                        "key \"catalog.s3.secret-access-key\" is a credential");
    }

    @Test
    void namesAFileThatIsNotThere() {
        TidewaterException refused = catchThrowableOfType(
                TidewaterException.class, () -> Configuration.read(folder.resolve("none.properties")));
        assertThat(refused.code()).isEqualTo(ErrorCode.USAGE);
        assertThat(refused.message()).contains("none.properties").endsWith("cannot be read");
    }
}
