package dev.tidewater.flink.formats.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.EncodeException;
import dev.tidewater.flink.formats.SchemaText;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random schemas and messages, with Google's own library as the oracle. */
class ProtobufPropertiesTest {
    private static final int CASES = 300;

    @Test
    void readsWhatProtobufWrites() throws DecodeException {
        for (int seed = 0; seed < CASES; seed++) {
            Case of = new Case(seed);
            ProtobufRowDecoder decoder = of.decoding().decoder(of.text);

            for (int i = 0; i < 5; i++) {
                DynamicMessage message = of.message();
                assertThat(decode(decoder, message.toByteArray()))
                        .as(of.toString())
                        .isEqualTo(Expected.row(message));
            }
        }
    }

    @Test
    void protobufReadsWhatIsWritten() throws EncodeException {
        for (int seed = 0; seed < CASES; seed++) {
            Case of = new Case(seed);
            ProtobufRowEncoder encoder = ProtobufRowEncoder.of(of.text, of.table);

            for (int i = 0; i < 5; i++) {
                GenericRowData row = Expected.row(of.message());
                DynamicMessage read = Proto.read(of.type, encoder.encode(row));
                assertThat(Expected.row(Objects.requireNonNull(read)))
                        .as(of.toString())
                        .isEqualTo(row);
            }
        }
    }

    /** The bytes of two messages, one behind the other, are one message: of single values the last counts, others merge. */
    @Test
    void mergesPartsAsProtobufDoes() throws DecodeException {
        for (int seed = 0; seed < CASES; seed++) {
            Case of = new Case(seed);
            ProtobufRowDecoder decoder = of.decoding().decoder(of.text);

            for (int i = 0; i < 5; i++) {
                byte[] one = of.message().toByteArray();
                byte[] other = of.message().toByteArray();
                byte[] both = Arrays.copyOf(one, one.length + other.length);
                System.arraycopy(other, 0, both, one.length, other.length);

                assertThat(decode(decoder, both))
                        .as(of.toString())
                        .isEqualTo(Expected.row(Objects.requireNonNull(Proto.read(of.type, both))));
            }
        }
    }

    @Test
    void projectsWhatTheWholeRowHolds() throws DecodeException {
        for (int seed = 0; seed < CASES; seed++) {
            Case of = new Case(seed);
            int[][] paths = projection(of.table, new Random(seed));
            ProtobufRowDecoder whole = of.decoding().decoder(of.text);
            ProtobufRowDecoder some = of.decoding().projection(paths).decoder(of.text);

            for (int i = 0; i < 5; i++) {
                byte[] bytes = of.message().toByteArray();
                assertThat(decode(some, bytes))
                        .as(of.toString())
                        .isEqualTo(project(decode(whole, bytes), of.table, paths));
            }
        }
    }

    @Test
    void readsTablesWithFewerColumnsThanTheirSchemaHasFields() throws DecodeException {
        for (int seed = 0; seed < CASES; seed++) {
            Case of = new Case(seed);
            int[][] paths = Arrays.stream(projection(of.table, new Random(seed)))
                    .filter(path -> path.length == 1)
                    .toArray(int[][]::new);
            RowType table = new RowType(
                    false,
                    Arrays.stream(paths)
                            .map(path -> of.table.getFields().get(path[0]))
                            .toList());
            ProtobufRowDecoder whole = of.decoding().decoder(of.text);
            ProtobufRowDecoder narrow =
                    ProtobufDecoding.of(table).readerSchema(of.text).decoder(of.text);

            for (int i = 0; i < 5; i++) {
                byte[] bytes = of.message().toByteArray();
                assertThat(decode(narrow, bytes))
                        .as(of.toString())
                        .isEqualTo(project(decode(whole, bytes), of.table, paths));
            }
        }
    }

    /** Protobuf has no end mark, so a record that ends between two fields is sound. */
    @Test
    void everyTruncationIsFoundThatProtobufFinds() {
        int found = 0;
        for (int seed = 0; seed < CASES; seed++) {
            Case of = new Case(seed);
            ProtobufRowDecoder decoder = of.decoding().decoder(of.text);
            byte[] bytes = of.message().toByteArray();

            for (int length = 0; length < bytes.length; length++) {
                byte[] cut = Arrays.copyOf(bytes, length);
                Verdict verdict = Verdict.of(decoder, cut);
                verdict.agreesWith(of, cut);
                assertThat(Verdict.of(decoder, bytes, length).toString()).isEqualTo(verdict.toString());
                found += verdict.fault == null ? 0 : 1;
            }
        }
        assertThat(found).isGreaterThan(10_000);
    }

    @Test
    void whatIsDamagedDoesNotDependOnTheColumnsRead() {
        int damaged = 0;
        int readable = 0;
        for (int seed = 0; seed < CASES; seed++) {
            Case of = new Case(seed);
            Random random = new Random(seed);
            ProtobufRowDecoder whole = of.decoding().decoder(of.text);
            ProtobufRowDecoder some =
                    of.decoding().projection(projection(of.table, random)).decoder(of.text);
            ProtobufRowDecoder none = of.decoding().projection(new int[0][]).decoder(of.text);
            byte[] bytes = of.message().toByteArray();

            for (int i = 0; i < 200 && bytes.length > 0; i++) {
                byte[] flipped = bytes.clone();
                for (int flips = random.nextInt(3); flips >= 0; flips--) {
                    flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
                }
                Verdict verdict = Verdict.of(whole, flipped);
                assertThat(Verdict.of(some, flipped).kind()).as(of.toString()).isEqualTo(verdict.kind());
                assertThat(Verdict.of(none, flipped).kind()).as(of.toString()).isEqualTo(verdict.kind());
                verdict.agreesWith(of, flipped);
                if (verdict.fault == null) {
                    readable++;
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
            ProtobufRowDecoder whole = of.decoding().decoder(of.text);
            ProtobufRowDecoder none = of.decoding().projection(new int[0][]).decoder(of.text);
            for (int i = 0; i < 100; i++) {
                byte[] noise = new byte[random.nextInt(100)];
                random.nextBytes(noise);
                Verdict verdict = Verdict.of(whole, noise);
                verdict.agreesWith(of, noise);
                assertThat(Verdict.of(none, noise).kind()).isEqualTo(verdict.kind());
            }
        }
    }

    @Test
    void tenMegabytesOfNonsenseTakeNoLongerThanReadingThem() {
        byte[] noise = new byte[10_000_000];
        for (int seed = 0; seed < 10; seed++) {
            Case of = new Case(seed);
            Random random = new Random(seed);
            random.nextBytes(noise);
            Verdict.of(of.decoding().decoder(of.text), noise);
            Arrays.fill(noise, (byte) (8 * (1 + random.nextInt(15)) + random.nextInt(6)));
            Verdict.of(of.decoding().decoder(of.text), noise);
        }
    }

    private static GenericRowData decode(ProtobufRowDecoder decoder, byte[] bytes) throws DecodeException {
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
            if (table.getTypeAt(column) instanceof RowType row && row.getFieldCount() > 0 && random.nextBoolean()) {
                int inner = random.nextInt(row.getFieldCount());
                paths.add(new int[] {column, inner});
                if (row.getTypeAt(inner) instanceof RowType deep && deep.getFieldCount() > 0) {
                    paths.add(new int[] {column, inner, random.nextInt(deep.getFieldCount())});
                }
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
                        : RowData.createFieldGetter(inner.copy(true), index).getFieldOrNull((RowData) value);
                type = inner;
            }
            projected.setField(slot, value);
        }
        return projected;
    }

    private record Verdict(
            @Nullable GenericRowData row, @Nullable DecodeException fault) {
        static Verdict of(ProtobufRowDecoder decoder, byte[] bytes) {
            return of(decoder, bytes, bytes.length);
        }

        static Verdict of(ProtobufRowDecoder decoder, byte[] bytes, int length) {
            try {
                return new Verdict(decoder.decode(bytes, 0, length), null);
            } catch (DecodeException e) {
                return new Verdict(null, e);
            }
        }

        /** What is read is what Google's library reads; it takes some records that are refused here. */
        void agreesWith(Case of, byte[] bytes) {
            if (row != null) {
                DynamicMessage read = Proto.read(of.type, bytes);
                assertThat(read).as("%s: %s", of, Arrays.toString(bytes)).isNotNull();
                assertThat(row)
                        .as("%s: %s", of, Arrays.toString(bytes))
                        .isEqualTo(Expected.row(Objects.requireNonNull(read)));
            }
        }

        String kind() {
            return fault == null ? "readable" : "damaged";
        }

        @Override
        public String toString() {
            return fault == null ? "readable" : String.valueOf(fault.getMessage());
        }
    }

    private static final class Case {
        private final int seed;
        private final RandomProto random;
        private final SchemaText text;
        private final Descriptor type;
        private final RowType table;

        Case(int seed) {
            this.seed = seed;
            random = new RandomProto(seed);
            FileDescriptorProto file = random.file();
            text = Proto.text(file);
            type = Proto.descriptor(file);
            table = ProtobufTypes.rowType(text);
        }

        ProtobufDecoding decoding() {
            return ProtobufDecoding.of(table).readerSchema(text);
        }

        DynamicMessage message() {
            return random.value(type);
        }

        @Override
        public String toString() {
            return "seed " + seed + ": " + text.text();
        }
    }
}
