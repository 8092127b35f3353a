package dev.tidewater.flink.formats.avro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.DecodeException.Reason;
import dev.tidewater.flink.formats.EncodeException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.shaded.org.apache.avro.Schema;
import org.apache.iceberg.shaded.org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random schemas and rows, with Avro's own generic writer and reader as the oracle. */
class AvroPropertiesTest {
    private static final int CASES = 400;

    @Test
    void readsWhatAvroWrites() throws DecodeException {
        for (int seed = 0; seed < CASES; seed++) {
            Case of = new Case(seed);
            AvroRowDecoder decoder =
                    unrolledNowAndThen(seed, AvroDecoding.of(of.table).decoder(of.schema));

            for (int i = 0; i < 5; i++) {
                GenericRecord record = of.record();
                assertThat(decode(decoder, Avro.write(of.schema, record)))
                        .as(of.toString())
                        .isEqualTo(Expected.row(record));
                assertThat(decode(decoder, Avro.writeBlocks(of.schema, record)))
                        .as(of.toString())
                        .isEqualTo(Expected.row(record));
            }
        }
    }

    @Test
    void avroReadsWhatIsWritten() throws EncodeException, IOException {
        for (int seed = 0; seed < CASES; seed++) {
            Case of = new Case(seed);
            AvroRowEncoder encoder = AvroRowEncoder.of(of.schema.toString(), of.table);

            for (int i = 0; i < 5; i++) {
                GenericRowData row = Expected.row(of.record());
                byte[] bytes = encoder.encode(row);
                assertThat(Expected.row(Avro.read(of.schema, of.schema, bytes)))
                        .as(of.toString())
                        .isEqualTo(row);
            }
        }
    }

    @Test
    void readsWithItsOwnSchemaOfATableWhatItWrites() throws EncodeException, DecodeException, IOException {
        for (int seed = 0; seed < CASES; seed++) {
            Case of = new Case(seed);
            String schema = AvroSchemas.schema(of.table, "tide.Row");
            GenericRowData row = Expected.row(of.record());
            byte[] bytes = AvroRowEncoder.of(schema, of.table).encode(row);

            assertThat(decode(AvroDecoding.of(of.table).decoder(schema), bytes))
                    .as(of.toString())
                    .isEqualTo(row);
            assertThat(AvroTypes.rowType(schema)).as(of.toString()).isEqualTo(of.table);
            assertThat(AvroSchemas.schema(AvroTypes.rowType(schema), "tide.Row"))
                    .isEqualTo(schema);
        }
    }

    @Test
    void resolvesAnotherSchemaAsAvroDoes() throws DecodeException, IOException {
        for (int seed = 0; seed < 2 * CASES; seed++) {
            Case of = new Case(seed);
            Schema reader = of.random.evolved(of.schema);
            AvroRowDecoder decoder = AvroDecoding.of(AvroTypes.rowType(reader))
                    .readerSchema(reader.toString())
                    .decoder(of.schema);

            for (int i = 0; i < 5; i++) {
                byte[] bytes = Avro.write(of.schema, of.record());
                assertThat(decode(decoder, bytes))
                        .as("%s read with %s", of, reader)
                        .isEqualTo(Expected.row(Avro.read(of.schema, reader, bytes)));
            }
        }
    }

    @Test
    void projectsWhatTheWholeRowHolds() throws DecodeException {
        for (int seed = 0; seed < CASES; seed++) {
            Case of = new Case(seed);
            Schema reader = of.random.evolved(of.schema);
            RowType table = AvroTypes.rowType(reader);
            AvroDecoding all = AvroDecoding.of(table).readerSchema(reader.toString());
            int[][] paths = projection(table, new Random(seed));
            AvroRowDecoder whole = all.decoder(of.schema);
            AvroRowDecoder some = unrolledNowAndThen(seed, all.projection(paths).decoder(of.schema));
            AvroRowDecoder unchecked = all.projection(paths)
                    .skippedFields(SkippedFields.PASSED_OVER)
                    .decoder(of.schema);
            AvroRowDecoder reusing = unrolledNowAndThen(
                    seed, all.projection(paths).reusingTheRow().decoder(of.schema));

            for (int i = 0; i < 5; i++) {
                byte[] bytes = Avro.write(of.schema, of.record());
                GenericRowData expected = project(decode(whole, bytes), table, paths);
                assertThat(decode(some, bytes)).as(of.toString()).isEqualTo(expected);
                assertThat(decode(unchecked, bytes)).as(of.toString()).isEqualTo(expected);
                assertThat(decode(reusing, bytes)).as(of.toString()).isEqualTo(expected);
                assertThat(decode(reusing, bytes)).isSameAs(decode(reusing, bytes));
            }
        }
    }

    @Test
    void everyTruncationIsFound() {
        for (int seed = 0; seed < CASES; seed++) {
            Case of = new Case(seed);
            AvroRowDecoder decoder =
                    unrolledNowAndThen(seed, AvroDecoding.of(of.table).decoder(of.schema));
            byte[] bytes = Avro.write(of.schema, of.record());

            for (int length = 0; length < bytes.length; length++) {
                Verdict verdict = Verdict.of(decoder, Arrays.copyOf(bytes, length));
                DecodeException fault = Objects.requireNonNull(verdict.fault, verdict::toString);
                assertThat(fault.reason()).as(of + " cut to " + length).isEqualTo(Reason.TRUNCATED);
                assertThat(fault.offset()).isEqualTo(length);
                Verdict inside = Verdict.of(decoder, bytes, length);
                assertThat(inside.toString()).isEqualTo(verdict.toString());
            }
            Verdict longer = Verdict.of(decoder, Arrays.copyOf(bytes, bytes.length + 1));
            assertThat(Objects.requireNonNull(longer.fault).reason()).isEqualTo(Reason.TRAILING_BYTES);
        }
    }

    @Test
    void whatIsDamagedDoesNotDependOnTheColumnsRead() throws IOException {
        int damaged = 0;
        int readable = 0;
        for (int seed = 0; seed < CASES; seed++) {
            Case of = new Case(seed);
            Random random = new Random(seed);
            AvroDecoding all = AvroDecoding.of(of.table);
            AvroRowDecoder whole = all.decoder(of.schema);
            AvroRowDecoder some = unrolledNowAndThen(
                    seed, all.projection(projection(of.table, random)).decoder(of.schema));
            AvroRowDecoder none = all.projection(new int[0][]).decoder(of.schema);
            byte[] bytes = Avro.write(of.schema, of.record());

            for (int i = 0; i < 200 && bytes.length > 0; i++) {
                byte[] flipped = bytes.clone();
                for (int flips = random.nextInt(3); flips >= 0; flips--) {
                    flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
                }
                Verdict verdict = Verdict.of(whole, flipped);
                assertThat(Verdict.of(some, flipped).toString())
                        .as(of.toString())
                        .isEqualTo(verdict.toString());
                assertThat(Verdict.of(none, flipped).toString())
                        .as(of.toString())
                        .isEqualTo(verdict.toString());
                if (verdict.row != null) {
                    readable++;
                    assertThat(verdict.row)
                            .as(of.toString())
                            .isEqualTo(Expected.row(Avro.read(of.schema, of.schema, flipped)));
                } else {
                    damaged++;
                }
            }
        }
        assertThat(damaged).isGreaterThan(10_000);
        assertThat(readable).isGreaterThan(10_000);
    }

    @Test
    void noiseIsRefusedOrReadButNeverMore() {
        for (int seed = 0; seed < CASES; seed++) {
            Case of = new Case(seed);
            Random random = new Random(seed);
            AvroRowDecoder whole = AvroDecoding.of(of.table).decoder(of.schema);
            AvroRowDecoder none =
                    AvroDecoding.of(of.table).projection(new int[0][]).decoder(of.schema);
            for (int i = 0; i < 100; i++) {
                byte[] noise = new byte[random.nextInt(200)];
                random.nextBytes(noise);
                assertThat(Verdict.of(none, noise).toString())
                        .isEqualTo(Verdict.of(whole, noise).toString());
            }
        }
    }

    /** Some decoders as they are after many records, so that both ways are tried. */
    private static AvroRowDecoder unrolledNowAndThen(int seed, AvroRowDecoder decoder) {
        if (seed % 8 == 0) {
            decoder.unroll();
        }
        return decoder;
    }

    private static GenericRowData decode(AvroRowDecoder decoder, byte[] bytes) throws DecodeException {
        byte[] amid = new byte[bytes.length + 7];
        Arrays.fill(amid, (byte) 0x55);
        System.arraycopy(bytes, 0, amid, 3, bytes.length);
        return decoder.decode(amid, 3, bytes.length);
    }

    private static int[][] projection(RowType table, Random random) {
        List<int[]> paths = new ArrayList<>();
        for (int column = 0; column < table.getFieldCount(); column++) {
            if (random.nextInt(3) == 0) {
                paths.add(new int[] {column});
            }
            LogicalType type = table.getTypeAt(column);
            while (type instanceof RowType row && row.getFieldCount() > 0 && random.nextInt(3) > 0) {
                int inner = random.nextInt(row.getFieldCount());
                paths.add(new int[] {column, inner});
                if (row.getTypeAt(inner) instanceof RowType deep && deep.getFieldCount() > 0) {
                    paths.add(new int[] {column, inner, random.nextInt(deep.getFieldCount())});
                }
                type = random.nextBoolean() ? type : null;
            }
        }
        Collections.shuffle(paths, random);
        return paths.toArray(int[][]::new);
    }

    private static GenericRowData project(GenericRowData row, RowType table, int[][] paths) {
        GenericRowData projected = new GenericRowData(paths.length);
        for (int slot = 0; slot < paths.length; slot++) {
            Object value = row;
            LogicalType type = table;
            for (int index : paths[slot]) {
                LogicalType inner = ((RowType) type).getTypeAt(index);
                value = value == null
                        ? null
                        : RowData.createFieldGetter(inner, index).getFieldOrNull((RowData) value);
                type = inner;
            }
            projected.setField(slot, value);
        }
        return projected;
    }

    private record Verdict(
            @Nullable GenericRowData row, @Nullable DecodeException fault) {
        static Verdict of(AvroRowDecoder decoder, byte[] bytes) {
            return of(decoder, bytes, bytes.length);
        }

        static Verdict of(AvroRowDecoder decoder, byte[] bytes, int length) {
            try {
                return new Verdict(decoder.decode(bytes, 0, length), null);
            } catch (DecodeException e) {
                return new Verdict(null, e);
            }
        }

        @Override
        public String toString() {
            return fault == null ? "readable" : String.valueOf(fault.getMessage());
        }
    }

    private static final class Case {
        private final int seed;
        private final RandomAvro random;
        private final Schema schema;
        private final RowType table;

        Case(int seed) {
            this.seed = seed;
            random = new RandomAvro(seed);
            schema = random.record();
            table = AvroTypes.rowType(schema);
        }

        GenericRecord record() {
            return (GenericRecord) Objects.requireNonNull(random.value(schema));
        }

        @Override
        public String toString() {
            return "seed " + seed + ": " + schema;
        }
    }
}
