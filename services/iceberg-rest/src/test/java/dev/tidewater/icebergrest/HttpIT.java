package dev.tidewater.icebergrest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The server as plain HTTP shows it, and the ways in which its process begins and ends. */
@ExtendWith(SharedLake.class)
class HttpIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Lake lake;

    @BeforeAll
    static void start(Lake shared) {
        lake = shared;
    }

    private static HttpResponse<String> send(String method, String path, String body, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(lake.uri() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void healthAnswersOnceTheDatabaseDoes() throws Exception {
        HttpResponse<String> health = send("GET", "/health", "");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).isEqualTo("{\"status\":\"ok\"}");
    }

    @Test
    void clientsLearnTheObjectStoreButNoSecret() throws Exception {
        assertThat(send("GET", "/v1/config?warehouse=lake", "").body())
                .contains("\"client.region\":\"us-east-1\"", "\"s3.path-style-access\":\"true\"", "\"s3.endpoint\":")
                .contains("\"warehouse\":\"s3://lake/warehouse\"", "POST /v1/{prefix}/transactions/commit")
                .doesNotContain("tester", "test-secret", "access-key", "credentials", "oauth", "/plan");
    }

    @Test
    void anotherWarehouseDoesNotExist() throws Exception {
        HttpResponse<String> config = send("GET", "/v1/config?warehouse=s3%3A%2F%2Fother", "");
        assertThat(config.statusCode()).isEqualTo(404);
        assertThat(config.body())
                .contains(
                        "Warehouse \\\"s3://other\\\" does not exist; this catalog serves \\\"s3://lake/warehouse\\\"")
                .contains("\"type\":\"NoSuchWarehouseException\"");
    }

    @Test
    void everyRefusalIsAnErrorResponse() throws Exception {
        assertError(send("GET", "/v1/other/namespaces", ""), 400, "There is no GET /v1/other/namespaces");
        assertError(send("PUT", "/v1/namespaces", ""), 405, "only GET, POST");
        assertError(send("POST", "/v1/oauth/tokens", ""), 406, "does not support POST v1/oauth/tokens");
        assertError(send("GET", "/v1/namespaces/a/tables/t/credentials", ""), 406, "does not support GET");
        assertError(send("POST", "/v1/namespaces", "{\"names"), 400, "not a valid CreateNamespaceRequest");
        assertError(send("POST", "/v1/namespaces", ""), 400, "not a valid CreateNamespaceRequest");
        assertError(send("GET", "/v1/namespaces?pageSize=none", ""), 400, "Invalid pageSize \\\"none\\\"");
        assertError(send("GET", "/v1/namespaces?pageToken=!", ""), 400, "Invalid pageToken \\\"!\\\"");
        assertError(send("POST", "/v1/namespaces", " ".repeat((32 << 20) + 1)), 413, "larger than 33554432 bytes");
        assertError(send("GET", "/v1/namespaces/none", ""), 404, "Namespace does not exist: none");
    }

    private static void assertError(HttpResponse<String> response, int status, String message) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(response.body()).startsWith("{\"error\":{\"message\":\"").contains(message, "\"code\":" + status);
    }

    @Test
    void aPropertyCannotBeSetAndRemovedAtOnce() throws Exception {
        send("POST", "/v1/namespaces", "{\"namespace\":[\"props\"]}");
        HttpResponse<String> response =
                send("POST", "/v1/namespaces/props/properties", "{\"removals\":[\"k\"],\"updates\":{\"k\":\"v\"}}");
        assertError(response, 422, "cannot simultaneously set and remove keys: [k]");
    }

    @Test
    void anUnchangedTableIsNotSentTwice() throws Exception {
        send("POST", "/v1/namespaces", "{\"namespace\":[\"tags\"]}");
        HttpResponse<String> created = send("POST", "/v1/namespaces/tags/tables", """
                {"name":"t","schema":{"type":"struct","fields":[{"id":1,"name":"id","required":false,"type":"long"}]}}""");
        String tag = created.headers().firstValue("ETag").orElseThrow();

        String path = "/v1/namespaces/tags/tables/t";
        assertThat(send("GET", path, "", "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(send("GET", path + "?snapshots=refs", "", "If-None-Match", tag)
                        .statusCode())
                .isEqualTo(200);
        assertError(send("GET", path + "?snapshots=some", ""), 400, "Invalid snapshots \\\"some\\\"");
        assertThat(send("HEAD", path, "").statusCode()).isEqualTo(204);
        assertThat(send("POST", path + "/metrics", "{\"report-type\":\"scan-report\"}")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void everyFaultOfAConfigurationIsNamed() {
        try (ChildJvm process = lake.startServer(List.of("port=x", "host=0.0.0.0", "warehuose=s3://lake"))) {
            assertThat(process.awaitExit()).isEqualTo(2);
            assertThat(process.output())
                    .contains("port \"x\" is not a port", "host \"0.0.0.0\" is not a loopback address")
                    .contains("key \"warehuose\" is unknown", "key \"database\" is missing");
        }
    }

    @Test
    void aTakenPortAndABrokenDatabaseAreNamed() throws Exception {
        String port = "port=" + lake.uri().getPort();
        try (ChildJvm process = lake.startServer(
                List.of(port, "warehouse=s3://lake", "database=" + lake.folder().resolve("other.db")))) {
            assertThat(process.awaitExit()).isEqualTo(3);
            assertThat(process.output()).contains("error: port " + lake.uri().getPort() + " of 127.0.0.1 cannot");
        }
        Path broken = Files.writeString(lake.folder().resolve("broken.db"), "this is no database, ".repeat(100));
        try (ChildJvm process = lake.startServer(List.of("port=0", "warehouse=s3://lake", "database=" + broken))) {
            assertThat(process.awaitExit()).isEqualTo(3);
            assertThat(process.output())
                    .contains("error: catalog database \"" + broken + "\" cannot be opened")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void sigtermStopsItInOrder() {
        try (ChildJvm process = lake.startServer(List.of(
                "port=0", "warehouse=s3://lake", "database=" + lake.folder().resolve("term/term.db")))) {
            process.awaitLine("Catalog \"lake\" at ");
            assertThat(process.terminate()).isEqualTo(128 + 15);
            assertThat(process.output()).endsWith("Stopping");
            assertThat(lake.folder().resolve("term/term.db-wal")).doesNotExist();
        }
    }
}
