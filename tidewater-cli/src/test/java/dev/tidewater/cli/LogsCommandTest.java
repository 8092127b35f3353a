package dev.tidewater.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidewater.engine.json.Json;
import dev.tidewater.engine.stack.Stack;
import dev.tidewater.server.LogTail;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsCommandTest {
    @TempDir
    Path project;

    @Test
    void knowsEveryServiceOfTheStack() {
        assertThat(new LogsCommand.Services())
                .containsExactlyElementsOf(Stream.concat(Stack.serviceNames().stream(), Stream.of("supervisor"))
                        .toList());
    }

    @Test
    void showsTheEndOfOneLog() throws IOException {
        log("kafka", "one\ntwo\nthree\n");
        assertThat(logs("kafka", "-n", "2")).isEqualTo(new Ran(0, "two\nthree\n", ""));
        assertThat(logs("kafka", "-n", "0")).isEqualTo(new Ran(0, "", ""));
    }

    @Test
    void showsAllLogsThatHoldSomethingUnderTheirNames() throws IOException {
        log("kafka", "from kafka\n");
        log("supervisor", "größer\n");
        Ran ran = logs();
        assertThat(ran).isEqualTo(new Ran(0, "==> kafka <==\nfrom kafka\n\n==> supervisor <==\ngrößer\n", ""));
    }

    @Test
    void answersInJson() throws IOException {
        log("kafka", "one\ntwo\n");
        Ran ran = logs("kafka", "-o", "json");
        assertThat(StreamSupport.stream(Json.tree(ran.out()).path("kafka").spliterator(), false)
                        .map(line -> line.asText())
                        .collect(Collectors.joining(",")))
                .isEqualTo("one,two");
    }

    @Test
    void saysThatThereAreNoLogs() {
        Ran ran = logs("kafka");
        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err())
                .isEqualTo("error: there are no logs: the stack of " + project
                        + " has never been up\nnext: start it with: tidewater up\n");
    }

    @Test
    void proposesTheServiceThatWasMeant() {
        Ran ran = logs("kafak");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).isEqualTo("""
                error: service "kafak" does not exist; did you mean "kafka"?
                next: the services are: kafka, registry, s3, iceberg-rest, jobmanager, taskmanager, supervisor
                """);
    }

    @Test
    void followsSeveralLogsUntilNobodyReads() throws Exception {
        Path s3 = log("s3", "a\nshown\nhal");
        Path kafka = log("kafka", "");
        LogTail.Tail tail = LogTail.lastEnded(s3, 1);
        assertThat(tail.lines()).containsExactly("shown");
        Map<String, LogFollower.Source> logs = new LinkedHashMap<>();
        logs.put("s3", new LogFollower.Source(s3, tail.position()));
        logs.put(
                "kafka",
                new LogFollower.Source(kafka, LogTail.lastEnded(kafka, 1).position()));
        // Between the end that was shown and the start of following.
        append(s3, "f\n");
        append(kafka, "b\n");
        Reader reader = new Reader();
        PrintStream out = new PrintStream(reader, true, StandardCharsets.UTF_8);
        CompletableFuture<Void> following = CompletableFuture.runAsync(() -> new LogFollower(out).follow(logs));
        await().untilAsserted(() -> assertThat(reader.text.toString(StandardCharsets.UTF_8))
                .contains("s3    | half\n", "kafka | b\n")
                .doesNotContain("shown"));
        reader.gone = true;
        append(kafka, "c\n");
        assertThat(following).succeedsWithin(Duration.ofSeconds(10));
    }

    /** A reader that goes away. */
    private static final class Reader extends OutputStream {
        private final ByteArrayOutputStream text = new ByteArrayOutputStream();
        private volatile boolean gone;

        @Override
        public void write(int b) throws IOException {
            if (gone) {
                throw new IOException("Broken pipe");
            }
            text.write(b);
        }
    }

    private Ran logs(String... more) {
        String[] args = new String[more.length + 3];
        args[0] = "logs";
        args[1] = "--project";
        args[2] = project.toString();
        System.arraycopy(more, 0, args, 3, more.length);
        return Ran.tidewater(args);
    }

    private Path log(String service, String text) throws IOException {
        Path file = project.resolve(".tidewater").resolve("logs").resolve(service + ".log");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static void append(Path log, String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.APPEND);
    }
}
