package dev.tidewater.engine.produce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/** One record as it was read. */
sealed interface InputRecord {
    Place place();

    /** A top-level field as JSON; a missing node if the record has none of that name. */
    JsonNode field(String name);

    /** From a JSON or CSV file. */
    record OfJson(Place place, ObjectNode json) implements InputRecord {
        @Override
        public JsonNode field(String name) {
            return json.path(name);
        }
    }

    /** From an Avro or Parquet file. */
    record OfAvro(Place place, GenericRecord avro) implements InputRecord {
        @Override
        public JsonNode field(String name) {
            Schema.Field field = avro.getSchema().getField(name);
            return field == null ? MissingNode.getInstance() : AvroToJson.value(field.schema(), avro.get(field.pos()));
        }
    }

    /** A line that is sent as it is; {@code json} holds its fields if some are needed. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record OfLine(Place place, byte[] bytes, ObjectNode json) implements InputRecord {
        @Override
        public JsonNode field(String name) {
            return json.path(name);
        }
    }
}
