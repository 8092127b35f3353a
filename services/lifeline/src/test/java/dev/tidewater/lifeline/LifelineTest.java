package dev.tidewater.lifeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LifelineTest {
    @Test
    void endsTheChildWhenTheParentLetsGo() throws Exception {
        Process child = start("10000");
        assertThat(child.inputReader().readLine()).isEqualTo("up");
        assertThat(child.isAlive()).isTrue();

        child.getOutputStream().close();

        assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(child.inputReader().readLine()).isEqualTo("hook ran");
        assertThat(child.exitValue()).isZero();
    }

    @Test
    void haltsWithoutHooksWhenNoGraceIsGiven() throws Exception {
        Process child = start("0");
        assertThat(child.inputReader().readLine()).isEqualTo("up");

        child.getOutputStream().close();

        assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(child.inputReader().readLine()).isNull();
    }

    private static Process start(String graceMillis) throws Exception {
        String java = ProcessHandle.current().info().command().orElse("java");
        return new ProcessBuilder(List.of(
                        java,
                        "-cp",
                        System.getProperty("java.class.path", "").replace(';', File.pathSeparatorChar),
                        Lifeline.class.getName(),
                        graceMillis,
                        Sleeper.class.getName()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** A service that never ends by itself. */
    public static final class Sleeper {
        private Sleeper() {}

        public static void main(String[] args) throws InterruptedException {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook ran")));
            System.out.println("up");
            new java.util.concurrent.CountDownLatch(1).await();
        }
    }
}
