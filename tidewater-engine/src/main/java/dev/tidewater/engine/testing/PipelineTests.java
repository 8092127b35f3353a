package dev.tidewater.engine.testing;

import dev.tidewater.engine.deploy.TemporaryJob;
import dev.tidewater.engine.sql.Namespace;
import dev.tidewater.engine.stack.Endpoints;
import dev.tidewater.engine.stack.StackLayout;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.Project;
import dev.tidewater.model.TidewaterException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Runs cases on a stack, several at a time. What a run that died has left is removed before the first case. */
public final class PipelineTests {
    private static final String TOKEN = "tidewatertest";
    /** Of namespaces that stay; they are never swept. */
    private static final String KEPT = "tidewaterkept";

    private static final Pattern OURS = Pattern.compile(TOKEN + "[0-9a-f]{8}");

    private final StackLayout layout;
    private final Endpoints endpoints;
    private final TemporaryJob.Cluster cluster;
    private final Runnable killTaskManager;
    /** Written while the TaskManager is to be killed: nobody else's case shall notice. */
    private final ReadWriteLock quiet = new ReentrantReadWriteLock();

    private @Nullable TestStack stack;

    /** @param killTaskManager returns when it is dead; somebody starts it again */
    public PipelineTests(
            StackLayout layout, Endpoints endpoints, TemporaryJob.Cluster cluster, Runnable killTaskManager) {
        this.layout = layout;
        this.endpoints = endpoints;
        this.cluster = cluster;
        this.killTaskManager = killTaskManager;
    }

    /**
     * One case, in one way.
     *
     * @throws TidewaterException (CONFIGURATION) if the file is broken; (UNREACHABLE) if a service does not answer
     */
    public CaseReport run(Project project, CaseRequest request) {
        TestFile file = TestFileReader.read(request.file(), request.text(), Path.of(request.folder()));
        TestCase testCase = file.cases().stream()
                .filter(one -> one.name().equals(request.name()))
                .findFirst()
                .orElseThrow(() -> new TidewaterException(
                        ErrorCode.USAGE,
                        "\"" + request.file() + "\" has no case \"" + request.name() + "\"",
                        "see its cases in the file"));
        String prefix = request.afterwards() == CaseRequest.Afterwards.KEEP ? KEPT : TOKEN;
        Namespace namespace =
                new Namespace(prefix + UUID.randomUUID().toString().substring(0, 8));
        Lock lock = request.variation() == Variation.KILLED ? quiet.writeLock() : quiet.readLock();
        lock.lock();
        try {
            return new CaseRun(stack(), project, file, testCase, request, namespace, killTaskManager).run();
        } finally {
            lock.unlock();
        }
    }

    private synchronized TestStack stack() {
        TestStack known = stack;
        if (known == null) {
            known = new TestStack(endpoints, cluster, layout.temporary("tests"));
            sweep(known);
            stack = known;
        }
        return known;
    }

    private static void sweep(TestStack stack) {
        Set<String> tokens = new HashSet<>();
        List<String> topics = stack.topics().stream()
                .filter(topic -> isOurs(topic.split("-", 2)[0], tokens))
                .toList();
        List<String> subjects = stack.registry().subjects().stream()
                .filter(subject -> isOurs(subject.split("-", 2)[0], tokens))
                .toList();
        stack.namespaces().names().forEach(name -> isOurs(name, tokens));
        stack.deleteTopics(topics);
        subjects.forEach(stack.registry()::delete);
        tokens.forEach(token -> stack.remove(new Namespace(token), List.of(), List.of()));
    }

    private static boolean isOurs(String token, Set<String> tokens) {
        boolean ours = OURS.matcher(token).matches();
        if (ours) {
            tokens.add(token);
        }
        return ours;
    }
}
