package dev.tidewater.engine.produce;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.avro.AvroReadSupport;
import org.apache.parquet.avro.AvroSchemaConverter;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.io.LocalInputFile;

/** Readers of the formats whose records have a schema already. */
final class AvroReaders {
    private AvroReaders() {}

    /** An Avro object container file, read in one pass. */
    static RecordReader avro(Source source) throws IOException, InputFault {
        DataFileStream<GenericRecord> stream;
        try {
            stream = new DataFileStream<>(source.open(), new GenericDatumReader<>());
        } catch (IOException | AvroRuntimeException e) {
            throw InputFault.broken("Avro", 0, reason(e), e);
        }
        requireRecord(stream.getSchema());
        return new Reader("Avro", () -> next(stream), stream);
    }

    private static Optional<GenericRecord> next(DataFileStream<GenericRecord> stream) throws IOException {
        if (stream.hasNext()) {
            return Optional.of(stream.next());
        }
        // The first no also means that the bytes ended within a block; the block begun then answers yes.
        if (stream.hasNext()) {
            throw new EOFException("the file breaks off");
        }
        return Optional.empty();
    }

    /** Schema of an Avro object container file. */
    static Schema avroSchema(Source source) throws IOException, InputFault {
        try (DataFileStream<GenericRecord> stream = new DataFileStream<>(source.open(), new GenericDatumReader<>())) {
            requireRecord(stream.getSchema());
            return stream.getSchema();
        } catch (IOException | AvroRuntimeException e) {
            throw InputFault.broken("Avro", 0, reason(e), e);
        }
    }

    /** A Parquet file; the source must be a plain file, as its footer is read first. */
    static RecordReader parquet(Source source) throws IOException, InputFault {
        parquetSchema(source);
        ParquetReader<GenericRecord> reader = AvroParquetReader.<GenericRecord>builder(
                        new LocalInputFile(source.path()), configuration())
                .withDataModel(GenericData.get())
                .build();
        return new Reader("Parquet", () -> Optional.ofNullable(reader.read()), reader);
    }

    /** Schema of a Parquet file in Avro's terms: the one it was written with, if Avro wrote it. */
    static Schema parquetSchema(Source source) throws IOException, InputFault {
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(source.path()))) {
            FileMetaData file = reader.getFooter().getFileMetaData();
            String written = file.getKeyValueMetaData().get("parquet.avro.schema");
            return written != null
                    ? new Schema.Parser().parse(written)
                    : new AvroSchemaConverter(configuration()).convert(file.getSchema());
        } catch (IOException | RuntimeException e) {
            throw InputFault.broken("Parquet", 0, reason(e), e);
        }
    }

    private static ParquetConfiguration configuration() {
        PlainParquetConfiguration configuration = new PlainParquetConfiguration();
        // The default reads the standard three-level list as a list of records with one field.
        configuration.setBoolean(AvroSchemaConverter.ADD_LIST_ELEMENT_RECORDS, false);
        configuration.setBoolean(AvroReadSupport.AVRO_COMPATIBILITY, false);
        return configuration;
    }

    private static void requireRecord(Schema schema) throws InputFault {
        if (schema.getType() != Schema.Type.RECORD) {
            String what = "its schema is of type " + schema.getType().getName() + ", only records can be sent";
            throw InputFault.broken("Avro", 0, what, new IOException(what));
        }
    }

    private static String reason(Throwable e) {
        String message = e.getMessage();
        if (message != null && message.contains("INT96")) {
            return "it has timestamps of the deprecated type INT96; write them as TIMESTAMP_MICROS";
        }
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }

    /** A step of one of the libraries, which announce trouble with any runtime exception. */
    private interface Step {
        Optional<GenericRecord> next() throws IOException;
    }

    private static final class Reader implements RecordReader {
        private final String format;
        private final Step step;
        private final Closeable closeable;
        private long records;

        Reader(String format, Step step, Closeable closeable) {
            this.format = format;
            this.step = step;
            this.closeable = closeable;
        }

        @Override
        public Optional<InputRecord> next() throws InputFault {
            try {
                Optional<GenericRecord> record = step.next();
                if (record.isPresent()) {
                    records++;
                }
                return record.map(avro -> new InputRecord.OfAvro(new Place(records, 0), avro));
            } catch (IOException | RuntimeException e) {
                throw InputFault.broken(format, records, reason(e), e);
            }
        }

        @Override
        public void close() throws IOException {
            closeable.close();
        }
    }
}
