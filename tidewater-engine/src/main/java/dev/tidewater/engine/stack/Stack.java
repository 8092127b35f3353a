package dev.tidewater.engine.stack;

import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The services of one project's local target. Owns their processes, ports and logs. All are started at once: none needs
 * another to start, only to work, and each waits for those by its own retries.
 */
public final class Stack implements AutoCloseable {
    /** Every service, in the order in which {@code status} shows them. */
    static final List<ServiceSpec> SERVICES = List.of(
            KafkaService.spec(),
            RegistryService.spec(),
            S3Service.spec(),
            CatalogService.spec(),
            FlinkService.jobManager(),
            FlinkService.taskManager());

    private static final Duration START_TIMEOUT = Duration.ofSeconds(120);
    private static final long DISK_NEEDED = 512L * 1024 * 1024;

    private final StackContext context;
    private final List<SupervisedService> services;

    private Stack(StackContext context, List<SupervisedService> services) {
        this.context = context;
        this.services = services;
    }

    /** A stack that does not run yet. */
    public static Stack of(StackLayout layout, StackIdentity identity, FlinkMemory memory, StackListener listener) {
        return of(layout, identity, memory, listener, ClassArchives.use(layout.home()));
    }

    /** The same with class archives used or made as told. */
    public static Stack of(
            StackLayout layout,
            StackIdentity identity,
            FlinkMemory memory,
            StackListener listener,
            ClassArchives archives) {
        StackContext context = new StackContext(layout, identity, memory, archives);
        return new Stack(
                context,
                SERVICES.stream()
                        .map(spec -> new SupervisedService(spec, context, listener, START_TIMEOUT))
                        .toList());
    }

    /** The same without Flink: for whoever brings the processes that run jobs. */
    public static Stack withoutFlink(
            StackLayout layout, StackIdentity identity, FlinkMemory memory, StackListener listener) {
        StackContext context = new StackContext(layout, identity, memory, ClassArchives.use(layout.home()));
        return new Stack(
                context,
                SERVICES.stream()
                        .filter(spec -> !FlinkService.NAMES.contains(spec.name()))
                        .map(spec -> new SupervisedService(spec, context, listener, START_TIMEOUT))
                        .toList());
    }

    /** How the TaskManager of this stack runs jobs. */
    public JobSettings jobSettings() {
        return FlinkService.jobs(context);
    }

    /** Names of all services, as {@code logs} accepts them. */
    public static List<String> serviceNames() {
        return SERVICES.stream().map(ServiceSpec::name).toList();
    }

    /**
     * Returns when every service is ready.
     *
     * @throws TidewaterException (RESOURCE) if the disk is full, (NOT_READY) if a service ends or
     *     hangs; everything that was started is stopped by then
     */
    public void start() {
        requireDisk();
        services.forEach(SupervisedService::start);
        CompletableFuture<?>[] ready =
                services.stream().map(SupervisedService::firstReady).toArray(CompletableFuture[]::new);
        CompletableFuture<Void> anyFailed = new CompletableFuture<>();
        for (CompletableFuture<?> one : ready) {
            one.whenComplete((nothing, failure) -> {
                if (failure != null) {
                    anyFailed.completeExceptionally(failure);
                }
            });
        }
        try {
            CompletableFuture.anyOf(CompletableFuture.allOf(ready), anyFailed).join();
        } catch (CompletionException | CancellationException e) {
            stop();
            throw startFailure(e);
        }
    }

    /** Where the TaskManager shows its metrics to Prometheus. */
    public String taskManagerMetrics() {
        return context.identity().url(StackPort.METRICS_TASKMANAGER);
    }

    /** Where the JobManager shows its metrics to Prometheus. */
    public String jobManagerMetrics() {
        return context.identity().url(StackPort.METRICS_JOBMANAGER);
    }

    /**
     * Kills a service as a crash would; it is started again as after one. Returns when its process is gone.
     *
     * @param name as in {@link #serviceNames}
     */
    public void kill(String name) {
        services().stream()
                .filter(service -> service.name().equals(name) && service.pid() > 0)
                .flatMap(service -> ProcessHandle.of(service.pid()).stream())
                .forEach(process -> {
                    process.destroyForcibly();
                    process.onExit().join();
                });
    }

    public Endpoints endpoints() {
        return Endpoints.of(context.identity());
    }

    public List<ServiceStatus> services() {
        return services.stream().map(SupervisedService::status).toList();
    }

    /** What keeps the stack from doing its work, or soon will. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        diskProblem().ifPresent(problems::add);
        services().stream()
                .filter(service -> service.restarts() > 0 && service.state() != ServiceStatus.State.READY)
                .forEach(service -> problems.add("service " + service.name()
                        + " ended and is being started again; see: " + "tidewater logs " + service.name()));
        return problems;
    }

    public boolean ready() {
        return services().stream().allMatch(service -> service.state() == ServiceStatus.State.READY);
    }

    /** Returns when no process of the stack is left. */
    public void stop() {
        List<CompletableFuture<Void>> stops = services.stream()
                .map(service -> CompletableFuture.runAsync(service::stop, task -> new Thread(task, "stop").start()))
                .toList();
        stops.forEach(CompletableFuture::join);
    }

    @Override
    public void close() {
        stop();
    }

    private void requireDisk() {
        diskProblem().ifPresent(problem -> {
            throw new TidewaterException(ErrorCode.RESOURCE, problem, "free some space and run: tidewater up");
        });
    }

    private Optional<String> diskProblem() {
        try {
            Files.createDirectories(context.layout().state());
            long usable = Files.getFileStore(context.layout().state()).getUsableSpace();
            return usable >= DISK_NEEDED
                    ? Optional.empty()
                    : Optional.of("the disk of " + context.layout().state() + " is full: " + usable / (1024 * 1024)
                            + " MiB left, the stack needs " + DISK_NEEDED / (1024 * 1024) + " MiB");
        } catch (IOException e) {
            return Optional.of("the folder " + context.layout().state() + " cannot be written: " + e.getMessage());
        }
    }

    private static RuntimeException startFailure(RuntimeException wrapper) {
        Throwable cause = wrapper.getCause() == null ? wrapper : wrapper.getCause();
        if (cause instanceof TidewaterException known) {
            return known;
        }
        return new TidewaterException(
                ErrorCode.NOT_READY,
                "the stack could not be started: " + cause.getMessage(),
                "try again: tidewater up",
                cause);
    }
}
