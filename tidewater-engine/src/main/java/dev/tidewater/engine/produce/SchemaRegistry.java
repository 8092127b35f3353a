package dev.tidewater.engine.produce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A schema registry, by the Confluent-compatible API. Every call is one request and answers within ten seconds.
 *
 * <p>All methods throw {@link TidewaterException}: UNREACHABLE if the registry does not answer as one, REFUSED if it says
 * no.
 */
public final class SchemaRegistry implements SchemaStore {
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";

    private final String base;
    private final HttpClient http;

    /** What a schema is written in. */
    public enum SchemaType {
        AVRO,
        JSON,
        PROTOBUF
    }

    /**
     * A version of a subject.
     *
     * @param id unique in the registry; stands before every Avro value
     * @param schema its text
     */
    public record RegisteredSchema(String subject, int version, int id, SchemaType type, String schema) {}

    /** @param url base of the API, for example {@code http://localhost:8080/apis/ccompat/v7} */
    public SchemaRegistry(URI url) {
        String text = url.toString();
        this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        this.http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(4)).build();
    }

    /**
     * Makes the schema the subject's latest, if it is not one of its versions yet. Doing it again changes nothing.
     *
     * @return the schema's id
     */
    @Override
    public int register(String subject, String schema, SchemaType type) {
        ObjectNode body = Json.WHOLE.createObjectNode();
        body.put("schema", schema);
        if (type != SchemaType.AVRO) {
            body.put("schemaType", type.name());
        }
        return register(subject, body);
    }

    private int register(String subject, ObjectNode body) {
        HttpRequest request = request("/subjects/" + encoded(subject) + "/versions")
                .header("Content-Type", MEDIA_TYPE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)))
                .build();
        HttpResponse<String> response = send(request);
        return switch (response.statusCode()) {
            case 200, 201 -> whole(response, "id");
            case 409 ->
                throw new TidewaterException(
                        ErrorCode.REFUSED,
                        "the schema registry refuses the schema for subject \"" + subject + "\": " + reason(response),
                        "make the schema compatible with the latest version of the subject (give a new field a default),"
                                + " or send to another topic");
            case 422 ->
                throw new TidewaterException(
                        ErrorCode.REFUSED,
                        "the schema registry finds the schema for subject \"" + subject + "\" invalid: "
                                + reason(response),
                        "correct the schema");
            default -> throw unexpected(response);
        };
    }

    /**
     * Registers the latest version of a subject in another one, with what it refers to.
     *
     * @return it, with the id that it has there; empty if there is no such subject
     */
    public Optional<RegisteredSchema> copyLatest(String from, String to) {
        HttpResponse<String> response =
                send(request("/subjects/" + encoded(from) + "/versions/latest").build());
        if (response.statusCode() == 404 && tree(response).has("error_code")) {
            return Optional.empty();
        }
        requireFine(response);
        JsonNode found = tree(response);
        ObjectNode body = Json.WHOLE.createObjectNode();
        for (String field : List.of("schema", "schemaType", "references")) {
            if (found.has(field)) {
                body.set(field, found.get(field));
            }
        }
        int id = register(to, body);
        return Optional.of(new RegisteredSchema(to, 1, id, type(found), text(response, "schema")));
    }

    /** The latest version of a subject; empty if there is no such subject. */
    @Override
    public Optional<RegisteredSchema> latest(String subject) {
        HttpResponse<String> response = send(
                request("/subjects/" + encoded(subject) + "/versions/latest").build());
        if (response.statusCode() == 404 && tree(response).has("error_code")) {
            return Optional.empty();
        }
        requireFine(response);
        JsonNode found = tree(response);
        return Optional.of(new RegisteredSchema(
                subject, whole(response, "version"), whole(response, "id"), type(found), text(response, "schema")));
    }

    /** The text of the schema with this id; empty if there is none. */
    public Optional<String> schema(int id) {
        HttpResponse<String> response = send(request("/schemas/ids/" + id).build());
        if (response.statusCode() == 404 && tree(response).has("error_code")) {
            return Optional.empty();
        }
        requireFine(response);
        return Optional.of(text(response, "schema"));
    }

    /** Names of all subjects. */
    public List<String> subjects() {
        HttpResponse<String> response = send(request("/subjects").build());
        requireFine(response);
        List<String> names = new ArrayList<>();
        tree(response).forEach(name -> names.add(name.asText()));
        return List.copyOf(names);
    }

    /** Deletes a subject with all its versions, for good; does nothing if there is none. */
    public void delete(String subject) {
        for (String how : List.of("", "?permanent=true")) {
            HttpResponse<String> response =
                    send(request("/subjects/" + encoded(subject) + how).DELETE().build());
            if (response.statusCode() != 404) {
                requireFine(response);
            }
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .header("Accept", MEDIA_TYPE + ", application/json");
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable("was interrupted", e);
        } catch (HttpTimeoutException e) {
            throw unreachable("did not answer in time", e);
        } catch (IOException e) {
            throw unreachable("does not answer", e);
        }
    }

    private TidewaterException unreachable(String what, Exception cause) {
        return new TidewaterException(
                ErrorCode.UNREACHABLE,
                "the schema registry at " + base + " " + what,
                "check the address, and that a registry listens there; the local stack's: tidewater status",
                cause);
    }

    private void requireFine(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            throw unexpected(response);
        }
    }

    private TidewaterException unexpected(HttpResponse<String> response) {
        return new TidewaterException(
                ErrorCode.UNREACHABLE,
                "the schema registry at " + base + " answered " + response.statusCode() + " to "
                        + response.request().method() + " " + response.uri().getPath() + ": " + reason(response),
                "check that the address is the base of a Confluent-compatible API");
    }

    private int whole(HttpResponse<String> response, String field) {
        JsonNode value = tree(response).path(field);
        if (!value.canConvertToInt()) {
            throw unexpected(response);
        }
        return value.intValue();
    }

    private String text(HttpResponse<String> response, String field) {
        JsonNode value = tree(response).path(field);
        if (!value.isTextual()) {
            throw unexpected(response);
        }
        return value.textValue();
    }

    private static SchemaType type(JsonNode found) {
        String name = found.path("schemaType").asText("AVRO");
        for (SchemaType type : SchemaType.values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        return SchemaType.AVRO;
    }

    private static String reason(HttpResponse<String> response) {
        String message = tree(response).path("message").asText("");
        // Apicurio puts the name of its exception class before the reason.
        String text = (message.isEmpty() ? response.body().strip() : message).replaceFirst("^[\\w.]+Exception: ", "");
        return text.length() <= 600 ? text : text.substring(0, 599) + "…";
    }

    private static JsonNode tree(HttpResponse<String> response) {
        try {
            return Json.WHOLE.readTree(response.body());
        } catch (JsonProcessingException notJson) {
            return Json.WHOLE.missingNode();
        }
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
