package dev.tidewater.flink.registry;

import dev.tidewater.flink.formats.SchemaLookup;
import dev.tidewater.flink.formats.SchemaText;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The calls of a schema registry, by the API of Confluent's, version 7. Each is one request, and one more for each schema
 * that the wanted one refers to; each request is answered within four seconds.
 *
 * <p>All methods throw {@link RegistryDownException} if the registry does not answer, {@link RegistryRefusedException} if
 * it says no.
 */
public final class SchemaRegistry implements SchemaLookup {
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Duration PATIENCE_TO_CONNECT = Duration.ofSeconds(2);
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int LONGEST_REASON = 600;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String base;
    private final HttpClient http;

    /** @param url base of the API, for example {@code http://localhost:8080/apis/ccompat/v7} */
    public SchemaRegistry(String url) {
        this.base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.http = HttpClient.newBuilder().connectTimeout(PATIENCE_TO_CONNECT).build();
    }

    /** The latest version of a subject; empty if there is no such subject. */
    public Optional<SubjectVersion> latest(String subject) throws IOException {
        HttpResponse<String> response = send(
                request("/subjects/" + encoded(subject) + "/versions/latest").build());
        if (isKnownToBeAbsent(response)) {
            return Optional.empty();
        }
        requireFine(response);
        JsonNode found = tree(response);
        return Optional.of(new SubjectVersion(
                subject,
                whole(response, "version"),
                whole(response, "id"),
                found.path("schemaType").asText(SubjectVersion.AVRO),
                text(response, "schema"),
                references(found)));
    }

    /** Those of a schema, and those of each of them. */
    private List<Reference> references(JsonNode schema) throws IOException {
        Map<String, Reference> found = new LinkedHashMap<>();
        addReferences(schema, found);
        return List.copyOf(found.values());
    }

    private void addReferences(JsonNode schema, Map<String, Reference> found) throws IOException {
        for (JsonNode reference : schema.path("references")) {
            String name = reference.path("name").asText();
            if (!found.containsKey(name)) {
                String subject = reference.path("subject").asText();
                int version = reference.path("version").asInt();
                HttpResponse<String> response = send(request("/subjects/" + encoded(subject) + "/versions/" + version)
                        .build());
                requireFine(response);
                found.put(name, new Reference(name, subject, version, text(response, "schema")));
                addReferences(tree(response), found);
            }
        }
    }

    @Override
    public Optional<String> schema(int id) throws IOException {
        HttpResponse<String> response =
                send(request("/schemas/ids/" + Integer.toUnsignedString(id)).build());
        if (isKnownToBeAbsent(response)) {
            return Optional.empty();
        }
        requireFine(response);
        return Optional.of(text(response, "schema"));
    }

    /** A schema and those that it refers to; empty as of {@link #schema}. */
    public Optional<SchemaText> schemaText(int id) throws IOException {
        HttpResponse<String> response =
                send(request("/schemas/ids/" + Integer.toUnsignedString(id)).build());
        if (isKnownToBeAbsent(response)) {
            return Optional.empty();
        }
        requireFine(response);
        Map<String, String> imports = new HashMap<>();
        for (Reference reference : references(tree(response))) {
            imports.put(reference.name(), reference.schema());
        }
        return Optional.of(new SchemaText(text(response, "schema"), imports));
    }

    /** Names of all subjects. */
    public List<String> subjects() throws IOException {
        HttpResponse<String> response = send(request("/subjects").build());
        requireFine(response);
        List<String> names = new ArrayList<>();
        tree(response).forEach(name -> names.add(name.asText()));
        return List.copyOf(names);
    }

    /**
     * Makes an Avro schema the subject's latest, if it is not one of its versions yet. Doing it again changes nothing.
     *
     * @return the schema's id
     */
    public int register(String subject, String schema) throws IOException {
        return register(subject, SubjectVersion.AVRO, schema);
    }

    /** As {@link #register(String, String)}, of a schema of another type, in the registry's words. */
    public int register(String subject, String type, String schema) throws IOException {
        ObjectNode body = JSON.createObjectNode();
        body.put("schema", schema);
        if (!type.equals(SubjectVersion.AVRO)) {
            body.put("schemaType", type);
        }
        HttpResponse<String> response = send(request("/subjects/" + encoded(subject) + "/versions")
                .header("Content-Type", MEDIA_TYPE)
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build());
        if (response.statusCode() == 409) {
            throw new RegistryRefusedException(
                    "the schema does not fit the latest version of subject \"" + subject + "\": " + reason(response));
        }
        if (response.statusCode() == 422) {
            throw new RegistryRefusedException(
                    "the schema for subject \"" + subject + "\" is invalid: " + reason(response));
        }
        requireFine(response);
        return whole(response, "id");
    }

    /** Deletes all versions of a subject, if there is one. Schemas can still be found by their ids. */
    public void delete(String subject) throws IOException {
        HttpResponse<String> response =
                send(request("/subjects/" + encoded(subject)).DELETE().build());
        if (!isKnownToBeAbsent(response)) {
            requireFine(response);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .header("Accept", MEDIA_TYPE + ", application/json");
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        HttpResponse<String> response;
        try {
            response = http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking the schema registry at " + base, e);
        } catch (IOException e) {
            throw new RegistryDownException("the schema registry at " + base + " does not answer", e);
        }
        if (response.statusCode() >= 500 || response.statusCode() == 429) {
            throw new RegistryDownException(unexpected(response), null);
        }
        return response;
    }

    /** Says of a 404 whether the registry knows what was asked for not to be there, or another server the path. */
    private static boolean isKnownToBeAbsent(HttpResponse<String> response) {
        return response.statusCode() == 404 && tree(response).has("error_code");
    }

    private void requireFine(HttpResponse<String> response) throws RegistryRefusedException {
        if (response.statusCode() != 200 && response.statusCode() != 204) {
            throw new RegistryRefusedException(unexpected(response));
        }
    }

    private String unexpected(HttpResponse<String> response) {
        return "the schema registry at " + base + " answered " + response.statusCode() + " to "
                + response.request().method() + " " + response.uri().getPath() + ": " + reason(response);
    }

    private int whole(HttpResponse<String> response, String field) throws RegistryRefusedException {
        JsonNode value = tree(response).path(field);
        if (!value.canConvertToInt()) {
            throw new RegistryRefusedException(unexpected(response));
        }
        return value.intValue();
    }

    private String text(HttpResponse<String> response, String field) throws RegistryRefusedException {
        JsonNode value = tree(response).path(field);
        if (!value.isTextual()) {
            throw new RegistryRefusedException(unexpected(response));
        }
        return value.textValue();
    }

    private static String reason(HttpResponse<String> response) {
        String message = tree(response).path("message").asText("");
        // Apicurio puts the name of its exception class before the reason.
        String text = (message.isEmpty() ? response.body().strip() : message).replaceFirst("^[\\w.]+Exception: ", "");
        return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON - 1) + "…";
    }

    private static JsonNode tree(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException notJson) {
            return JSON.missingNode();
        }
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
