package dev.tidewater.engine.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.tidewater.engine.produce.SchemaRegistry.RegisteredSchema;
import dev.tidewater.engine.produce.SchemaRegistry.SchemaType;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against an HTTP server with prepared answers. */
class SchemaRegistryIT {
    private record Answer(int status, String body) {}

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> bodies = new ArrayList<>();
    private HttpServer server;
    private SchemaRegistry registry;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            String asked =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath();
            Answer answer = answers.getOrDefault(asked, new Answer(404, "<html>nothing here</html>"));
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        registry = new SchemaRegistry(URI.create(base() + "/"));
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void registersASchema() {
        answers.put("POST /api/subjects/a%2Fb-value/versions", new Answer(200, "{\"id\":7}"));

        assertThat(registry.register("a/b-value", "\"string\"", SchemaType.AVRO))
                .isEqualTo(7);
        registry.register("a/b-value", "{}", SchemaType.JSON);

        assertThat(bodies)
                .containsExactly("{\"schema\":\"\\\"string\\\"\"}", "{\"schema\":\"{}\",\"schemaType\":\"JSON\"}");
    }

    @Test
    void tellsSubjectAndReasonOfAnIncompatibleSchema() {
        answers.put(
                "POST /api/subjects/orders-value/versions",
                new Answer(
                        409,
                        "{\"error_code\":409,\"message\":\"a.b.RuleException: READER_FIELD_MISSING_DEFAULT_VALUE at /fields/1\"}"));

        TidewaterException error = error(() -> registry.register("orders-value", "\"string\"", SchemaType.AVRO));

        assertThat(error.code()).isEqualTo(ErrorCode.REFUSED);
        assertThat(error.message())
                .isEqualTo("the schema registry refuses the schema for subject \"orders-value\":"
                        + " READER_FIELD_MISSING_DEFAULT_VALUE at /fields/1");
    }

    @Test
    void findsTheLatestVersionASchemaAndTheSubjects() {
        answers.put(
                "GET /api/subjects/orders-value/versions/latest",
                new Answer(200, "{\"subject\":\"orders-value\",\"version\":2,\"id\":7,\"schema\":\"\\\"string\\\"\"}"));
        answers.put(
                "GET /api/subjects/none/versions/latest", new Answer(404, "{\"error_code\":40401,\"message\":\"no\"}"));
        answers.put("GET /api/schemas/ids/7", new Answer(200, "{\"schema\":\"\\\"string\\\"\"}"));
        answers.put("GET /api/subjects", new Answer(200, "[\"a\",\"b\"]"));

        assertThat(registry.latest("orders-value"))
                .contains(new RegisteredSchema("orders-value", 2, 7, SchemaType.AVRO, "\"string\""));
        assertThat(registry.latest("none")).isEmpty();
        assertThat(registry.schema(7)).contains("\"string\"");
        assertThat(registry.subjects()).containsExactly("a", "b");
    }

    @Test
    void tellsAServerThatIsNoRegistry() {
        TidewaterException error = error(() -> registry.latest("orders-value"));

        assertThat(error.code()).isEqualTo(ErrorCode.UNREACHABLE);
        assertThat(error.message())
                .isEqualTo("the schema registry at " + base() + " answered 404 to GET"
                        + " /api/subjects/orders-value/versions/latest: <html>nothing here</html>");
    }

    @Test
    void tellsThatNobodyAnswers() {
        String base = base();
        server.stop(0);

        TidewaterException error = error(registry::subjects);

        assertThat(error.code()).isEqualTo(ErrorCode.UNREACHABLE);
        assertThat(error.message()).isEqualTo("the schema registry at " + base + " does not answer");
        assertThat(error.hint())
                .isEqualTo("check the address, and that a registry listens there; the local stack's: tidewater status");
    }

    private String base() {
        return "http://localhost:" + server.getAddress().getPort() + "/api";
    }

    private static TidewaterException error(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(TidewaterException.class, call);
    }
}
