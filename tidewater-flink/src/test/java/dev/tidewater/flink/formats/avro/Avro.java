package dev.tidewater.flink.formats.avro;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.iceberg.shaded.org.apache.avro.Schema;
import org.apache.iceberg.shaded.org.apache.avro.generic.GenericDatumReader;
import org.apache.iceberg.shaded.org.apache.avro.generic.GenericDatumWriter;
import org.apache.iceberg.shaded.org.apache.avro.generic.GenericRecord;
import org.apache.iceberg.shaded.org.apache.avro.io.BinaryEncoder;
import org.apache.iceberg.shaded.org.apache.avro.io.DecoderFactory;
import org.apache.iceberg.shaded.org.apache.avro.io.EncoderFactory;

/** Avro's own writer and reader. */
final class Avro {
    private Avro() {}

    static byte[] write(Schema schema, Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        return write(schema, value, bytes, EncoderFactory.get().directBinaryEncoder(bytes, null));
    }

    /** Arrays and maps in blocks that say their size in bytes. */
    static byte[] writeBlocks(Schema schema, Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        return write(
                schema,
                value,
                bytes,
                new EncoderFactory().configureBlockSize(64).blockingBinaryEncoder(bytes, null));
    }

    private static byte[] write(Schema schema, Object value, ByteArrayOutputStream bytes, BinaryEncoder encoder) {
        try {
            new GenericDatumWriter<>(schema).write(value, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static GenericRecord read(Schema writer, Schema reader, byte[] bytes) throws IOException {
        return new GenericDatumReader<GenericRecord>(writer, reader)
                .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
    }
}
