package dev.tidewater.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tidewater.engine.stack.RunFile;
import dev.tidewater.engine.stack.StackIdentity;
import dev.tidewater.engine.stack.StackPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong before a stack is up: one clear message each, and nothing runs afterwards. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "looks for processes in /proc")
class UpFaultsIT {
    @RegisterExtension
    private static final TestProjects PROJECTS = new TestProjects();

    @ParameterizedTest
    @ValueSource(strings = {"status", "ps", "stop numbers", "query SELECT_1", "run pipelines/numbers.sql", "apply"})
    void aStackThatIsNotUp(String command) {
        TestProject project = PROJECTS.of("not-up", SmallProject.files());
        project.write("pipelines/numbers.sql", SmallProject.script("numbers"));

        Fault.of(project.tidewater((command + " -o json").split(" ")))
                .exits(3)
                .says("is not up")
                .hints("tidewater up");
        assertNothingRuns(project);
    }

    @Test
    void aKeptPortThatAnotherProgramHolds() throws IOException {
        TestProject project = PROJECTS.of("kept-port", SmallProject.files());
        int port = StackIdentity.loadOrCreate(project.layout(), Map.of()).port(StackPort.KAFKA);

        try (ServerSocket other = listenOn(port)) {
            Fault.of(project.tidewater("up", "-o", "json"))
                    .exits(3)
                    .says("port " + port + " of kafka is taken by pid "
                            + ProcessHandle.current().pid())
                    .hints("tidewater up --new-ports");
            assertThat(other.isBound()).isTrue();
        }
        assertNothingRuns(project);
    }

    @Test
    void aConfiguredPortThatAnotherProgramHolds() throws IOException {
        try (ServerSocket other = listenOn(0)) {
            int port = other.getLocalPort();
            TestProject project = PROJECTS.of("configured-port", Map.of());
            project.write(
                    "tidewater.yaml", SmallProject.CONFIGURATION + "  ports:\n    schema-registry: " + port + "\n");

            Fault.of(project.tidewater("up", "-o", "json"))
                    .exits(3)
                    .says("port " + port + " of schema-registry is taken")
                    .hints("local.ports.schema-registry");
            assertNothingRuns(project);
        }
    }

    @Test
    void aKeyThatTheConfigurationDoesNotKnow() {
        TestProject project =
                PROJECTS.of("unknown-key", Map.of("tidewater.yaml", "name: small\n\ncheckpoint:\n  intervall: 1s\n"));

        Fault.of(project.tidewater("up", "-o", "json"))
                .exits(2)
                .finds("tidewater.yaml", 4, 3, "unknown key \"checkpoint.intervall\"")
                .points(4, "  intervall: 1s", "intervall");
        assertThat(project.tidewater("up").exits(2).err()).contains("did you mean \"checkpoint.interval\"?");
        assertNothingRuns(project);
    }

    @Test
    void aFolderThatIsNoProject() {
        TestProject project = PROJECTS.of("no-project", Map.of());

        Fault.of(project.tidewater("up", "-o", "json")).exits(2).says("is not a project");
        assertNothingRuns(project);
        assertThat(project.folder()).isEmptyDirectory();
    }

    @Test
    void aDiskThatIsFull() throws IOException, InterruptedException {
        TestProject project = PROJECTS.of("full-disk", Map.of());
        assumeTrue(
                succeeds(
                        "mount",
                        "-t",
                        "tmpfs",
                        "-o",
                        "size=64m",
                        "tmpfs",
                        project.folder().toString()),
                "mounting a small disk needs root");
        try {
            project.write("tidewater.yaml", SmallProject.CONFIGURATION);

            Fault.of(project.tidewater("up", "-o", "json"))
                    .exits(3)
                    .says("is full")
                    .hints("free some space");
            assertNothingRuns(project);
        } finally {
            project.close();
            assertThat(succeeds("umount", project.folder().toString())).isTrue();
        }
    }

    @Test
    void anUpThatIsInterrupted() throws IOException, InterruptedException {
        assumeFalse(ignoresInterrupts(), "this build was started in the background, with interrupts switched off");
        TestProject project = PROJECTS.of("interrupted", SmallProject.files());
        Launcher.Running up = project.start("up");
        await().atMost(Duration.ofMinutes(1)).until(() -> up.saidSoFar().contains("ready after"));

        assertThat(succeeds("kill", "-INT", Long.toString(up.process().pid()))).isTrue();

        Launcher.Outcome outcome = up.await(Duration.ofSeconds(20)).exits(130);
        assertThat(outcome.err())
                .contains("interrupted; the stack goes on starting; end it with: tidewater down")
                .doesNotContain("Exception");
        project.down();
        assertNothingRuns(project);
        Fault.of(project.tidewater("status", "-o", "json")).exits(3).says("is not up");
    }

    @Test
    void twoUpsAtOnceThenADownWhileTheNextIsStarting() {
        TestProject project = PROJECTS.of("two-ups", SmallProject.files());
        Launcher.Running first = project.start("up", "-o", "json");
        Launcher.Running second = project.start("up", "-o", "json");

        assertThat(TestProject.endpoints(
                        first.await(TestProject.PATIENCE).exits(0).json()))
                .isEqualTo(TestProject.endpoints(
                        second.await(TestProject.PATIENCE).exits(0).json()));
        assertThat(project.processes()).hasSize(7);
        project.down();

        Launcher.Running up = project.start("up", "-o", "json");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> RunFile.supervisor(project.layout()).isPresent());
        project.down();
        assertNothingRuns(project);
        Fault.of(up.await(Duration.ofSeconds(20)))
                .exits(3)
                .says("the stack was taken down while it was starting")
                .hints("tidewater up");
    }

    private static void assertNothingRuns(TestProject project) {
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() ->
                        assertThat(Processes.describe(project.processes())).startsWith("0 processes"));
    }

    private static ServerSocket listenOn(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getByName(StackIdentity.HOST));
    }

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(List.of(command)).inheritIO().start().waitFor() == 0;
    }

    /** A shell without job control starts background commands with SIGINT ignored, and so are their children. */
    private static boolean ignoresInterrupts() throws IOException {
        String mask = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElseThrow();
        return (Long.parseUnsignedLong(mask.substring("SigIgn:".length()).trim(), 16) & 2) != 0;
    }
}
