package dev.tidewater.engine.produce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidewater.engine.produce.RecordSink.TopicFacts;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.jspecify.annotations.Nullable;

/** Makes of a record as it was read one that the topic takes. Pure. */
final class RecordEncoder {
    /** Headers of a batch and of a record in it, at their largest. */
    private static final int OVERHEAD_BYTES = 61 + 30;

    private final Optional<RecordKey> key;
    private final Optional<String> timestampField;
    private final Map<String, String> headers;
    private final ValueEncoder value;
    private final long maxBytes;
    private final Instant latest;

    /**
     * @param topic whose limits the records must keep
     * @param now from which the topic's limit on future timestamps counts
     */
    RecordEncoder(ProduceRequest request, ValueEncoder value, TopicFacts topic, Instant now) {
        this.key = request.key();
        this.timestampField = request.timestampField();
        this.headers = request.headers();
        this.value = value;
        long headerBytes = headers.entrySet().stream()
                .mapToLong(entry -> bytes(entry.getKey()).length + bytes(entry.getValue()).length + 10L)
                .sum();
        this.maxBytes = topic.maxBatchBytes() - OVERHEAD_BYTES - headerBytes;
        long ahead = Math.min(topic.maxAhead().toMillis(), Long.MAX_VALUE / 2 - now.toEpochMilli());
        this.latest = Instant.ofEpochMilli(now.toEpochMilli() + ahead);
    }

    OutgoingRecord encode(InputRecord record) throws InputFault {
        try {
            OutgoingRecord outgoing = new OutgoingRecord(key(record), value.encode(record), timestamp(record), headers);
            if (outgoing.bytes() > maxBytes) {
                throw new Misfit(
                        "", "has " + outgoing.bytes() + " bytes, the topic takes " + maxBytes + " (max.message.bytes)");
            }
            return outgoing;
        } catch (Misfit e) {
            throw InputFault.unfit(record.place(), e.message());
        } catch (AvroRuntimeException e) {
            throw InputFault.unfit(record.place(), "cannot be written as Avro: " + e.getMessage());
        }
    }

    private byte @Nullable [] key(InputRecord record) {
        if (key.isEmpty()) {
            return null;
        }
        if (key.get().encoding() == RecordKey.Encoding.STRING) {
            String field = key.get().fields().get(0);
            JsonNode part = present(record, field, "the key");
            if (part.isContainerNode()) {
                throw new Misfit(
                        field, "is " + Json.kind(part) + ", which makes no string key; encode the key as json");
            }
            return bytes(part.asText());
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (String field : key.get().fields()) {
            object.set(field, present(record, field, "the key"));
        }
        return Json.bytes(object);
    }

    private @Nullable Long timestamp(InputRecord record) {
        if (timestampField.isEmpty()) {
            return null;
        }
        String field = timestampField.get();
        Instant moment = moment(field, present(record, field, "the timestamp"));
        if (moment.isBefore(Instant.EPOCH)) {
            throw new Misfit(field, "is " + moment + ", Kafka has no timestamps before 1970");
        }
        if (moment.isAfter(latest)) {
            throw new Misfit(
                    field, "is " + moment + ", further ahead than the topic allows (message.timestamp.after.max.ms)");
        }
        return moment.toEpochMilli();
    }

    private static Instant moment(String field, JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return Instant.ofEpochMilli(node.longValue());
        }
        if (!node.isTextual()) {
            throw new Misfit(field, "is " + Json.kind(node) + ", a timestamp is ISO-8601 text or epoch milliseconds");
        }
        try {
            return EventTime.parse(node.textValue());
        } catch (DateTimeException e) {
            throw new Misfit(
                    field, "is \"" + node.textValue() + "\", a timestamp is ISO-8601 text or epoch milliseconds");
        }
    }

    private static JsonNode present(InputRecord record, String field, String purpose) {
        JsonNode value = record.field(field);
        if (value.isMissingNode() || value.isNull()) {
            throw new Misfit(field, "is " + (value.isNull() ? "null" : "missing") + ", and it is " + purpose);
        }
        return value;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
