package dev.tidewater.engine.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidewater.engine.stack.ServiceStatus.State;
import dev.tidewater.model.MemorySize;
import dev.tidewater.model.TidewaterException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A child JVM under supervision; the lifeline is a stand-in that only starts the main class. */
class SupervisedServiceIT {
    @TempDir
    private Path folder;

    private final AtomicInteger ended = new AtomicInteger();
    private SupervisedService service = supervise(Steady.class, Duration.ofSeconds(60));

    @BeforeEach
    void layOut() throws Exception {
        Files.createDirectories(folder.resolve("lib/lifeline"));
        Files.createFile(folder.resolve("lib/lifeline/lifeline.jar"));
    }

    @AfterEach
    void stop() {
        service.stop();
    }

    @Test
    void startsAServiceAgainThatWasKilled() {
        service = supervise(Steady.class, Duration.ofSeconds(60));
        service.start();
        service.firstReady().join();
        long first = service.status().pid();

        ProcessHandle.of(first).orElseThrow().destroyForcibly();

        await().untilAsserted(() -> {
            ServiceStatus status = service.status();
            assertThat(status.state()).isEqualTo(State.READY);
            assertThat(status.pid()).isNotEqualTo(first).isNotZero();
            assertThat(status.restarts()).isEqualTo(1);
        });
        assertThat(ended).hasValue(1);
    }

    @Test
    void leavesNoProcessWhenStopped() {
        service = supervise(Steady.class, Duration.ofSeconds(60));
        service.start();
        service.firstReady().join();
        long pid = service.status().pid();

        service.stop();

        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(service.status().state()).isEqualTo(State.STOPPED);
    }

    @Test
    void givesUpWithTheEndOfTheLogWhenTheFirstStartFails() {
        service = supervise(Broken.class, Duration.ofSeconds(60));
        service.start();

        assertThatThrownBy(() -> service.firstReady().join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(TidewaterException.class, e -> {
                    assertThat(e.message())
                            .contains("service sample ended with exit code 3 before it was ready")
                            .contains("the data folder is locked");
                    assertThat(e.hint()).isEqualTo("see all of it with: tidewater logs sample");
                });
    }

    @Test
    void givesUpOnAServiceThatNeverGetsReady() {
        service = supervise(Mute.class, Duration.ofMillis(300));
        service.start();

        assertThatThrownBy(() -> service.firstReady().join()).hasMessageContaining("was not ready after 0 s");
    }

    private SupervisedService supervise(Class<?> main, Duration timeout) {
        ServiceSpec spec = new ServiceSpec("sample", List.of(), context -> launch(main), this::ready);
        Path root = folder == null ? Path.of(".") : folder;
        StackContext context = new StackContext(
                new StackLayout(root, root),
                new StackIdentity(Map.of(), "key", "secret", "token"),
                new FlinkMemory(MemorySize.parse("512m"), MemorySize.parse("1g"), 1),
                ClassArchives.use(root));
        return new SupervisedService(spec, context, new Counting(), timeout);
    }

    private Launch launch(Class<?> main) {
        List<Path> classPath = Arrays.stream(
                        System.getProperty("java.class.path", "").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        Path marker = folder.resolve("ready");
        return new Launch(
                classPath, main.getName(), List.of("-Xmx32m"), List.of(marker.toString()), Map.of(), Duration.ZERO);
    }

    private boolean ready(StackContext context) {
        return Files.exists(folder.resolve("ready"));
    }

    private final class Counting implements StackListener {
        @Override
        public void ready(String name, Duration after) {}

        @Override
        public void ended(String name, int exitCode) {
            ended.incrementAndGet();
        }

        @Override
        public void failed(String name, RuntimeException cause) {}
    }

    /** Ready at once, and stays. */
    public static final class Steady {
        private Steady() {}

        public static void main(String[] args) throws Exception {
            Files.writeString(Path.of(args[0]), "ready");
            new CountDownLatch(1).await();
        }
    }

    /** Says why and ends. */
    public static final class Broken {
        private Broken() {}

        public static void main(String[] args) {
            System.out.println("the data folder is locked");
            Runtime.getRuntime().halt(3);
        }
    }

    /** Never ready. */
    public static final class Mute {
        private Mute() {}

        public static void main(String[] args) throws Exception {
            new CountDownLatch(1).await();
        }
    }
}
