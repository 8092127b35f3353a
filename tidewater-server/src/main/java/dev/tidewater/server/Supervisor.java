package dev.tidewater.server;

import dev.tidewater.engine.deploy.LocalDeployer;
import dev.tidewater.engine.json.Json;
import dev.tidewater.engine.stack.RunFile;
import dev.tidewater.engine.stack.Stack;
import dev.tidewater.engine.stack.StackIdentity;
import dev.tidewater.engine.stack.StackLayout;
import dev.tidewater.engine.stack.StackPort;
import dev.tidewater.model.Project;
import dev.tidewater.model.ProjectLoader;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process that a detached {@code up} leaves behind: holds the stack's lifelines, brings pipelines back, answers the
 * commands. When it ends, however it ends, every service of the stack ends.
 *
 * <p>Usage: {@code Supervisor HOME PROJECT}.
 */
public final class Supervisor {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final Duration RECONCILE = Duration.ofMillis(500);
    private static final Duration RECONCILE_AFTER_FAILURE = Duration.ofSeconds(3);

    /** Exit code of a supervisor that found another one in its place. */
    static final int SUPERVISED_ALREADY = 9;

    private final StackLayout layout;
    private final CountDownLatch downRequested = new CountDownLatch(1);

    private Supervisor(StackLayout layout) {
        this.layout = layout;
    }

    public static void main(String[] args) throws Exception {
        StackLayout layout = new StackLayout(Path.of(args[0]), Path.of(args[1]));
        Files.createDirectories(layout.state());
        try (FileChannel channel =
                FileChannel.open(layout.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                LOG.info("another supervisor has this project");
                System.exit(SUPERVISED_ALREADY);
            }
            Files.deleteIfExists(layout.upFailure());
            int exitCode = new Supervisor(layout).run();
            Runtime.getRuntime().halt(exitCode);
        }
    }

    private int run() {
        try {
            Project project = ProjectLoader.load(layout.project());
            Map<StackPort, Integer> fixed = StackSettings.fixedPorts(project);
            StackIdentity identity = StackIdentity.loadOrCreate(layout, fixed);
            presentCredentials(identity);
            try (Stack stack = Stack.of(layout, identity, StackSettings.memory(project), new LoggingListener())) {
                serve(stack, identity, fixed.keySet());
            }
            return 0;
        } catch (TidewaterException e) {
            LOG.error("{}", e.message(), e);
            Json.writeFile(layout.upFailure(), ErrorBody.of(e));
            return e.code().exitCode();
        } catch (RuntimeException e) {
            LOG.error("the supervisor failed", e);
            return 70;
        } finally {
            RunFile.delete(layout);
        }
    }

    /** The planner reads lake tables in this process, with the default credentials of the AWS SDK. */
    static void presentCredentials(StackIdentity identity) {
        System.setProperty("aws.accessKeyId", identity.accessKey());
        System.setProperty("aws.secretAccessKey", identity.secretKey());
    }

    private void serve(Stack stack, StackIdentity identity, Set<StackPort> fixed) {
        LocalDeployer deployer = new LocalDeployer(layout, stack.endpoints(), Clock.systemUTC());
        Api api = new Api(layout, stack, deployer, () -> takeDown(stack));
        Thread stopOnSignal = new Thread(stack::stop, "stop-on-signal");
        identity.requireFreePorts(fixed);
        try (ControlServer control =
                new ControlServer(identity.port(StackPort.CONTROL), identity.token(), api.handlers())) {
            control.start();
            RunFile.write(layout);
            Runtime.getRuntime().addShutdownHook(stopOnSignal);
            try {
                stack.start();
                LOG.info("the stack is ready");
                watch(stack, deployer);
            } catch (TidewaterException e) {
                if (downRequested.getCount() > 0) {
                    throw e;
                }
                LOG.info("the stack was taken down while it was starting");
            }
            api.stopping();
            stack.stop();
        }
    }

    /**
     * Also ends a start, or the return of pipelines, that is under way: their services are stopped from beneath them, and
     * nobody waits for what they then still try. Records are made for a crash at any moment.
     */
    private void takeDown(Stack stack) {
        downRequested.countDown();
        new Thread(
                        () -> {
                            stack.stop();
                            RunFile.delete(layout);
                            Runtime.getRuntime().halt(0);
                        },
                        "take-down")
                .start();
    }

    /** Brings pipelines back whenever the cluster has forgotten them, until the stack is to go down. */
    private void watch(Stack stack, LocalDeployer deployer) {
        boolean silent = false;
        Duration pause = RECONCILE;
        while (!awaitDown(pause)) {
            if (!stack.ready()) {
                continue;
            }
            try {
                deployer.reconcile(ProjectLoader.load(layout.project()));
                silent = false;
                pause = RECONCILE;
            } catch (IOException | RuntimeException e) {
                // Tried again soon; said once, until it works again.
                if (!silent) {
                    LOG.warn("pipelines could not be brought back yet", e);
                }
                silent = true;
                pause = RECONCILE_AFTER_FAILURE;
            }
        }
    }

    private boolean awaitDown(Duration pause) {
        try {
            return downRequested.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
