package dev.tidewater.engine.produce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** Writes a record's value. */
interface ValueEncoder {
    /** @throws Misfit if the record cannot be written so */
    byte[] encode(InputRecord record);

    /** One JSON object; the bytes of a line as they are. */
    static ValueEncoder json() {
        return record -> {
            if (record instanceof InputRecord.OfLine line) {
                return line.bytes();
            }
            return Json.bytes(object(record));
        };
    }

    /** Avro data of the schema behind Confluent's header with this id. */
    static ValueEncoder avro(Schema schema, int schemaId) {
        return new OfAvro(schema, schemaId);
    }

    private static ObjectNode object(InputRecord record) {
        if (record instanceof InputRecord.OfAvro avro) {
            return AvroToJson.object(avro.avro());
        }
        return ((InputRecord.OfJson) record).json();
    }

    /** Not for use by several threads: it reuses its buffers. */
    final class OfAvro implements ValueEncoder {
        private final Schema schema;
        private final byte[] header;
        private final JsonToAvro fromJson;
        private final GenericDatumWriter<GenericRecord> writer;
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private @Nullable BinaryEncoder encoder;

        private OfAvro(Schema schema, int schemaId) {
            this.schema = schema;
            this.header = ByteBuffer.allocate(5).put((byte) 0).putInt(schemaId).array();
            this.fromJson = new JsonToAvro(schema);
            this.writer = new GenericDatumWriter<>(schema);
        }

        @Override
        public byte[] encode(InputRecord record) {
            GenericRecord avro = record instanceof InputRecord.OfAvro same
                            && same.avro().getSchema().equals(schema)
                    ? same.avro()
                    : fromJson.convert(object(record));
            out.reset();
            out.writeBytes(header);
            try {
                BinaryEncoder binary = EncoderFactory.get().binaryEncoder(out, encoder);
                encoder = binary;
                writer.write(avro, binary);
                binary.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return out.toByteArray();
        }
    }
}
