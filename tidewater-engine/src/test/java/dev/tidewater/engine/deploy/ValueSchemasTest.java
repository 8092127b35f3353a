package dev.tidewater.engine.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.engine.deploy.TopicReport.Schema;
import dev.tidewater.engine.json.Json;
import org.junit.jupiter.api.Test;

class ValueSchemasTest {
    @Test
    void aSchemaWithoutATypeIsAvro() {
        assertThat(ValueSchemas.schema(Json.tree("{\"subject\": \"a-value\", \"version\": 2, \"schema\": \"{}\"}")))
                .isEqualTo(new Schema(Schema.Type.AVRO, 2));
        assertThat(ValueSchemas.schema(Json.tree("{\"version\": 1, \"schemaType\": \"PROTOBUF\"}")))
                .isEqualTo(new Schema(Schema.Type.PROTOBUF, 1));
    }
}
