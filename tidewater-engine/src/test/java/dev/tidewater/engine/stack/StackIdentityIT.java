package dev.tidewater.engine.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StackIdentityIT {
    @TempDir
    private Path project;

    private StackLayout layout = new StackLayout(Path.of("."), Path.of("."));

    @BeforeEach
    void layOut() {
        layout = new StackLayout(project, project);
    }

    @Test
    void keepsPortsAndSecretsOverRestarts() {
        StackIdentity first = StackIdentity.loadOrCreate(layout, Map.of());
        StackIdentity second = StackIdentity.loadOrCreate(layout, Map.of());

        assertThat(second).isEqualTo(first);
        assertThat(first.ports().values()).doesNotHaveDuplicates().hasSize(StackPort.values().length);
        assertThat(first.secretKey()).hasSizeGreaterThan(30).matches("[A-Za-z0-9]+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"ports\": {\"kaf", "{\"ports\": {}}"})
    void saysWhatToDoAboutADamagedFile(String content) throws IOException {
        Files.createDirectories(layout.state());
        Files.writeString(layout.identityFile(), content);

        assertThatThrownBy(() -> StackIdentity.loadOrCreate(layout, Map.of()))
                .hasMessageStartingWith("file \"" + layout.identityFile() + "\" is damaged: ")
                .isInstanceOfSatisfying(TidewaterException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE);
                    assertThat(e.hint())
                            .isEqualTo(
                                    "stop the stack if it is up (tidewater down), delete the file, and tidewater up makes"
                                            + " new ports and keys; no data is lost");
                });
    }

    @Test
    void letsAFixedPortWinOverTheKeptOne() {
        StackIdentity.loadOrCreate(layout, Map.of());
        StackIdentity fixed = StackIdentity.loadOrCreate(layout, Map.of(StackPort.KAFKA, 29_092));

        assertThat(fixed.address(StackPort.KAFKA)).isEqualTo("127.0.0.1:29092");
    }

    @Test
    void choosesNewPortsButKeepsSecretsWhenToldToForgetThem() {
        StackIdentity first = StackIdentity.loadOrCreate(layout, Map.of());
        StackIdentity.forgetPorts(layout);
        StackIdentity second = StackIdentity.loadOrCreate(layout, Map.of());

        assertThat(second.ports()).isNotEqualTo(first.ports());
        assertThat(second.secretKey()).isEqualTo(first.secretKey());
    }

    @Test
    void namesThePortAndServiceAndHolderWhenAPortIsTaken() throws Exception {
        StackIdentity identity = StackIdentity.loadOrCreate(layout, Map.of());
        try (ServerSocket squatter =
                new ServerSocket(identity.port(StackPort.S3), 1, InetAddress.getByName(StackIdentity.HOST))) {
            assertThatThrownBy(() -> identity.requireFreePorts(Set.of(StackPort.KAFKA)))
                    .isInstanceOfSatisfying(TidewaterException.class, e -> {
                        assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE);
                        assertThat(e.message())
                                .startsWith("port " + squatter.getLocalPort() + " of s3 is taken")
                                .contains("by pid " + ProcessHandle.current().pid());
                        assertThat(e.hint()).contains("tidewater up --new-ports");
                    });
        }
        identity.requireFreePorts(Set.of());
    }
}
