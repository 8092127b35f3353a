package dev.tidewater.bench;

import dev.tidewater.bench.data.Dataset;
import dev.tidewater.bench.data.Truth;
import dev.tidewater.engine.stack.Endpoints;
import dev.tidewater.engine.stack.FlinkMemory;
import dev.tidewater.engine.stack.Stack;
import dev.tidewater.engine.stack.StackIdentity;
import dev.tidewater.engine.stack.StackLayout;
import dev.tidewater.model.Project;
import dev.tidewater.model.ProjectLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Has peers do works side by side: one run after the other, each in a process of its own, all peers in each round, another first
 * in each. What a run leaves behind is looked at before the next begins.
 */
public final class Bench {
    private final StackLayout layout;
    private final BenchOptions options;
    private final Consumer<String> say;
    private final Path runs;

    /**
     * @param layout of a folder of its own, which may hold what an earlier bench has prepared
     * @param say told one line a step
     */
    public Bench(StackLayout layout, BenchOptions options, Consumer<String> say) {
        this.layout = layout;
        this.options = options;
        this.say = say;
        this.runs = layout.project().resolve("runs");
    }

    /**
     * Brings up what it needs, and takes it down.
     *
     * @throws dev.tidewater.model.TidewaterException (RESOURCE) if memory or disk do not suffice or a peer cannot be had, (NOT_READY) if
     *     a service does not start
     */
    public BenchReport run() throws InterruptedException {
        Project project = project();
        Machines.requireMemory();
        BenchReport.Machine machine = Machines.here();
        List<Peer> peers = options.peers().stream()
                .filter(peer -> options.works().stream().anyMatch(peer::does))
                .toList();
        for (Peer peer : peers) {
            if (peer.folder().isPresent()) {
                new MavenPeer(peer, layout).prepare(say);
            }
        }
        Versions versions = new Versions(layout);
        return BenchReport.of(
                machine,
                options,
                peers.stream().collect(Collectors.toMap(Peer::label, versions::of)),
                measureOnStack(project));
    }

    private List<Run> measureOnStack(Project project) throws InterruptedException {
        StackIdentity identity = StackIdentity.loadOrCreate(layout, Map.of());
        identity.requireFreePorts(Set.of());
        FlinkMemory memory = new FlinkMemory(
                project.configuration().local().memory().jobManager(),
                project.configuration().local().memory().taskManager(),
                project.configuration().local().slots());
        System.setProperty("aws.accessKeyId", identity.accessKey());
        System.setProperty("aws.secretAccessKey", identity.secretKey());
        try (Stack stack = Stack.withoutFlink(layout, identity, memory, new Silence())) {
            say.accept("starting Kafka, registry, object store and catalog in " + layout.project());
            stack.start();
            try (Lake lake = new Lake(stack.endpoints())) {
                return measure(stack, lake);
            }
        }
    }

    private Project project() {
        try {
            Files.createDirectories(runs);
            Path configuration = layout.project().resolve("tidewater.yaml");
            if (!Files.exists(configuration)) {
                Files.writeString(configuration, "name: bench\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + layout.project(), e);
        }
        return ProjectLoader.load(layout.project());
    }

    private List<Run> measure(Stack stack, Lake lake) throws InterruptedException {
        Truth truth = Truth.of(options.seed(), options.rows());
        Topics topics = new Topics(layout, stack.endpoints(), runs, say);
        Set<Dataset> needed =
                options.works().stream().flatMap(work -> inputs(work).stream()).collect(Collectors.toSet());
        for (Dataset dataset : needed) {
            topics.prepare(dataset, truth);
        }
        List<Run> all = new ArrayList<>();
        for (int round = 1; round <= options.rounds(); round++) {
            for (Work work : options.works()) {
                for (Peer peer : turn(work, round)) {
                    all.add(run(stack, lake, truth, work, peer, round));
                }
            }
        }
        return all;
    }

    /** Those who do the work, another first in each round. */
    private List<Peer> turn(Work work, int round) {
        List<Peer> peers = new ArrayList<>(
                options.peers().stream().filter(peer -> peer.does(work)).toList());
        Collections.rotate(peers, 1 - round);
        return peers;
    }

    private List<Dataset> inputs(Work work) {
        return work.inputs(options.width(), options.rows(), options.seed());
    }

    private Run run(Stack stack, Lake lake, Truth truth, Work work, Peer peer, int round) throws InterruptedException {
        String namespace = "bench";
        lake.forget(namespace);
        long records =
                inputs(work).stream().mapToLong(input -> input.records(truth)).sum();
        Assignment assignment = new Assignment(
                work,
                peer,
                inputs(work),
                records,
                options.commits(),
                namespace,
                runs,
                moreArguments(work, peer, round));
        Fork.End end = fork(assignment, stack).run(layout);
        Run run = end.fine()
                ? judge(lake, truth, assignment, round)
                : Run.broken(work, peer, round, records, end.reason());
        lake.forget(namespace);
        say.accept(describe(run));
        return run;
    }

    private Fork fork(Assignment assignment, Stack stack) {
        Endpoints endpoints = stack.endpoints();
        return switch (assignment.peer()) {
            case OURS, STOCK, STOCK_REUSE -> FlinkPeer.fork(assignment, layout, endpoints, stack.jobSettings());
            case SPARK, CONNECT, STREAMS ->
                new MavenPeer(assignment.peer(), layout).fork(assignment, endpoints, stack.jobSettings());
            case CONSUMER, DECODE, PARQUET -> LimitPeer.fork(assignment, layout, endpoints);
        };
    }

    private List<String> moreArguments(Work work, Peer peer, int round) {
        if (options.profile() == BenchOptions.Profile.NONE) {
            return List.of();
        }
        Path recording = runs.resolve(work.label() + "-" + peer.label() + "-" + round + ".jfr");
        return List.of("-XX:StartFlightRecording=settings=profile,filename=" + recording, "-Xlog:jfr*=off");
    }

    private Run judge(Lake lake, Truth truth, Assignment assignment, int round) {
        Reading reading = Reading.of(assignment.readingFile());
        Work work = assignment.work();
        Optional<Work.Expected> expected = assignment.peer().isLimit() ? Optional.empty() : work.expected(truth);
        Lake.Contents contents = expected.map(wanted -> reading.rows() >= 0
                        ? new Lake.Contents(reading.rows(), reading.sum(), 0, 0)
                        : lake.contents(assignment.namespace(), wanted.column()))
                .orElse(new Lake.Contents(0, 0, 0, 0));
        Optional<String> fault = reading.warmRecords() == 0
                ? Optional.of("it never said that it had read a fifth of its records")
                : expected.flatMap(contents::fault);
        return new Run(
                work,
                assignment.peer(),
                round,
                assignment.records(),
                reading.cpuSeconds(),
                reading.wallSeconds(),
                assignment.records() - reading.warmRecords(),
                reading.warmCpuSeconds(),
                reading.warmWallSeconds(),
                reading.startCpuSeconds(),
                reading.peakBytes(),
                contents.bytes(),
                contents.commits(),
                fault.orElse(null));
    }

    private String describe(Run run) {
        String what = String.format(
                Locale.ROOT,
                "round %d/%d  (%s) %-12s ",
                run.round(),
                options.rounds(),
                run.work().label(),
                run.peer().label());
        return what
                + run.whyVoid()
                        .map(fault -> "void: " + fault)
                        .orElseGet(() -> String.format(
                                Locale.ROOT,
                                "%6.2f CPU s a million rows, %,9.0f rows/s, %,6d MiB, %d commits",
                                run.cpuPerMillion(),
                                run.recordsPerSecond(),
                                run.peakBytes() >> 20,
                                run.commits()));
    }
}
