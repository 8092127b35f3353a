package dev.tidewater.engine.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidewater.engine.deploy.TopicReport.Schema;
import dev.tidewater.engine.json.Json;
import dev.tidewater.engine.stack.Http;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Asks a Confluent-compatible registry for the schemas of topics' values. */
final class ValueSchemas {
    private final String url;
    private final Set<String> subjects = new HashSet<>();

    private ValueSchemas(String url) {
        this.url = url;
    }

    /** @throws TidewaterException (UNREACHABLE) if the registry does not answer */
    static ValueSchemas at(String url) {
        ValueSchemas schemas = new ValueSchemas(url);
        schemas.get("/subjects").forEach(subject -> schemas.subjects.add(subject.asText()));
        return schemas;
    }

    Optional<Schema> of(String topic) {
        String subject = topic + "-value";
        if (!subjects.contains(subject)) {
            return Optional.empty();
        }
        JsonNode latest = get("/subjects/"
                + URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20") + "/versions/latest");
        return Optional.of(schema(latest));
    }

    /** Avro is what a registry does not call by its name. */
    static Schema schema(JsonNode latest) {
        String type = latest.path("schemaType").asText("AVRO");
        return new Schema(Schema.Type.valueOf(type), latest.path("version").asInt());
    }

    private JsonNode get(String path) {
        try {
            Http.Answer answer = Http.get(url + path);
            if (answer.ok()) {
                return Json.tree(answer.body());
            }
            throw new IOException(path + " answered " + answer.status());
        } catch (IOException e) {
            throw new TidewaterException(
                    ErrorCode.UNREACHABLE,
                    "the schema registry does not answer",
                    "see what is wrong: tidewater status",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
