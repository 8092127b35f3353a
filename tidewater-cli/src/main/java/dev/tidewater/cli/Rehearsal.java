package dev.tidewater.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tidewater.engine.sql.SessionMode;
import dev.tidewater.engine.stack.RunFile;
import dev.tidewater.engine.stack.StackIdentity;
import dev.tidewater.engine.stack.StackLayout;
import dev.tidewater.engine.stack.StackPort;
import dev.tidewater.server.Call;
import dev.tidewater.server.ControlClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jline.terminal.TerminalBuilder;

/**
 * Runs the everyday commands against a stand-in for the supervisor. The launcher has the JVM archive the classes that are
 * loaded by it, which makes every later start quicker.
 */
public final class Rehearsal {
    static final Map<Call<?>, String> ANSWERS = Map.ofEntries(
            Map.entry(Call.STATUS, """
            {"phase": "READY",
             "kafka": {"bootstrap-servers": "127.0.0.1:1"},
             "schema-registry": {"url": "http://127.0.0.1:2"},
             "s3": {"endpoint": "http://127.0.0.1:3", "region": "us-east-1", "access-key": "a", "secret-key": "b",
                    "path-style": true},
             "catalog": {"uri": "http://127.0.0.1:4", "warehouse": "s3://lake/", "name": "lake"},
             "flink": {"url": "http://127.0.0.1:5"},
             "console": {"url": "http://127.0.0.1:5"},
             "services": [{"name": "kafka", "state": "READY", "pid": 1, "ready-after": "PT3.2S", "restarts": 0,
                           "resident-bytes": 300000000}],
             "pipelines": [], "problems": [],
             "resident-bytes": 300000000}
            """),
            Map.entry(Call.PIPELINES, """
            [{"name": "orders", "state": "RUNNING", "file": "pipelines/orders.sql", "job-id": "a",
              "since": "2026-11-23T12:00:00Z", "checkpoint": 1, "checkpoint-at": "2026-11-23T12:00:00Z"}]
            """),
            Map.entry(Call.QUERY, """
            {"columns": ["category", "revenue"], "types": ["STRING", "DECIMAL(10, 2)"],
             "rows": [["books", 12.50], [null, 3]], "completeness": "COMPLETE", "took": "PT0.34S"}
            """),
            Map.entry(Call.TOPICS, """
            [{"name": "orders", "partitions": 1, "rows": 10, "schema": {"type": "avro", "version": 1},
              "readers": [{"pipeline": "orders", "state": "running", "lag": 0}], "writers": [], "dead": 0, "late": 0}]
            """),
            Map.entry(Call.SQL_OPEN, """
            {"session": "a"}
            """),
            Map.entry(Call.SQL_EXECUTE, """
            {"kind": "rows", "columns": ["category", "revenue"], "types": ["STRING", "DECIMAL(10, 2)"], "place": "lake"}
            """),
            Map.entry(Call.SQL_FETCH, """
            {"changes": [{"kind": "insert", "row": ["books", 12.50]}], "state": "FINISHED"}
            """),
            Map.entry(Call.SQL_CANCEL, """
            {}
            """),
            Map.entry(Call.SQL_COMPLETE, """
            {"start": 0, "proposals": [{"text": "SELECT", "what": "keyword"}]}
            """),
            Map.entry(Call.SQL_CLOSE, """
            {}
            """));

    private Rehearsal() {}

    public static void main(String[] args) throws IOException {
        Path project = Files.createTempDirectory("tidewater");
        HttpServer supervisor = HttpServer.create(new InetSocketAddress(StackIdentity.HOST, 0), 0);
        try {
            ANSWERS.forEach(
                    (call, answer) -> supervisor.createContext(call.path(), exchange -> respond(exchange, answer)));
            supervisor.start();
            StackLayout layout = new StackLayout(CommonOptions.home(), project);
            RunFile.write(layout);
            StackIdentity.loadOrCreate(
                    layout, Map.of(StackPort.CONTROL, supervisor.getAddress().getPort()));
            rehearse(project.toString());
            rehearseTyping(layout);
        } finally {
            supervisor.stop(0);
            delete(project);
        }
        // Ends the threads of the HTTP client, too.
        System.exit(0);
    }

    private static void rehearse(String project) {
        List<List<String>> lines = List.of(
                List.of("--version"),
                List.of("status"),
                List.of("status", "-o", "json"),
                List.of("ps"),
                List.of("topics"),
                List.of("sql", "-c", "SELECT 1"),
                List.of("sql", "-c", "SELECT 1", "-o", "json"),
                List.of("query", "SELECT 1"),
                List.of("query", "SELECT 1", "-o", "json"),
                List.of("logs", "kafka"));
        for (List<String> line : lines) {
            List<String> inProject =
                    line.size() == 1 && line.get(0).startsWith("-") ? line : with(line, "--project", project);
            Main.execute(inProject.toArray(String[]::new));
        }
    }

    /** The shell, as far as it goes without a keyboard. */
    private static void rehearseTyping(StackLayout layout) throws IOException {
        InputStream keys = new ByteArrayInputStream("SEL\t\rSELECT 1;\rquit\r".getBytes(StandardCharsets.UTF_8));
        try (SqlClient client = SqlClient.open(ControlClient.require(layout)::call, SessionMode.STREAMING);
                org.jline.terminal.Terminal terminal = TerminalBuilder.builder()
                        .system(false)
                        .provider("exec")
                        .type("xterm")
                        .streams(keys, OutputStream.nullOutputStream())
                        .build()) {
            new SqlShell(terminal, client, SqlLimit.of(null), layout.state().resolve("sql-history")).talk();
        }
    }

    private static List<String> with(List<String> line, String option, String value) {
        return Stream.concat(line.stream(), Stream.of(option, value)).toList();
    }

    private static void respond(HttpExchange exchange, String answer) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
