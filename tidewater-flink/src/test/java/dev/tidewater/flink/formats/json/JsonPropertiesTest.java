package dev.tidewater.flink.formats.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.DecodeException.Reason;
import dev.tidewater.flink.formats.EncodeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random tables and rows, with Jackson as the oracle. */
class JsonPropertiesTest {
    private static final int CASES = 300;
    private static final Set<Reason> SYNTAX = EnumSet.of(Reason.NOT_JSON, Reason.TRUNCATED, Reason.TRAILING_BYTES);

    @Test
    void readsWhatJacksonWrites() throws DecodeException {
        for (int seed = 0; seed < CASES; seed++) {
            Case of = new Case(seed);
            JsonRowDecoder decoder = JsonDecoding.of(of.table).decoder();

            for (int i = 0; i < 5; i++) {
                GenericRowData row = of.random.row(of.table);
                JsonNode node = Oracle.node(row, of.table);
                assertThat(decode(decoder, utf8(node.toString())))
                        .as(of::toString)
                        .isEqualTo(row);
                assertThat(decode(decoder, utf8(node.toPrettyString())))
                        .as(of::toString)
                        .isEqualTo(row);
            }
        }
    }

    @Test
    void readsWhateverSpaceOrderEscapesAndUnknownFieldsThereAre() throws DecodeException {
        for (int seed = 0; seed < CASES; seed++) {
            Case of = new Case(seed);
            JsonRowDecoder decoder = JsonDecoding.of(of.table).decoder();

            for (int i = 0; i < 5; i++) {
                GenericRowData row = of.random.row(of.table);
                String text = new Untidy(of.random).text(Oracle.node(row, of.table), of.table);
                assertThat(decode(decoder, utf8(text)))
                        .as(() -> of + " of " + text)
                        .isEqualTo(row);
            }
        }
    }

    @Test
    void jacksonReadsWhatIsWritten() throws EncodeException, DecodeException, IOException {
        for (int seed = 0; seed < CASES; seed++) {
            Case of = new Case(seed);
            JsonRowEncoder encoder = JsonRowEncoder.of(of.table, null);
            JsonRowDecoder decoder = JsonDecoding.of(of.table).decoder();

            for (int i = 0; i < 5; i++) {
                GenericRowData row = of.random.row(of.table);
                byte[] json = encoder.encode(row);
                assertThat(Oracle.row(Oracle.parse(json), of.table))
                        .as(of::toString)
                        .isEqualTo(row);
                assertThat(decode(decoder, json)).as(of::toString).isEqualTo(row);
            }
        }
    }

    @Test
    void makesOfATableASchemaThatGivesTheTableAgain() throws EncodeException, DecodeException {
        for (int seed = 0; seed < CASES; seed++) {
            Case of = new Case(seed);
            String schema = JsonSchemas.schema(of.table, "t");
            GenericRowData row = of.random.row(of.table);

            assertThat(JsonSchemas.rowType(schema)).as(schema).contains(of.table);
            byte[] json = JsonRowEncoder.of(of.table, schema).encode(row);
            assertThat(decode(JsonDecoding.of(of.table).decoder(schema), json))
                    .as(of::toString)
                    .isEqualTo(row);
        }
    }

    @Test
    void projectsWhatTheWholeRowHolds() throws DecodeException {
        for (int seed = 0; seed < CASES; seed++) {
            Case of = new Case(seed);
            int[][] paths = projection(of.table, new Random(seed));
            JsonRowDecoder some = JsonDecoding.of(of.table).projection(paths).decoder();

            for (int i = 0; i < 5; i++) {
                GenericRowData row = of.random.row(of.table);
                byte[] json = utf8(Oracle.node(row, of.table).toString());
                assertThat(decode(some, json)).as(of::toString).isEqualTo(project(row, of.table, paths));
            }
        }
    }

    @Test
    void everyTruncationIsFound() {
        for (int seed = 0; seed < CASES; seed++) {
            Case of = new Case(seed);
            JsonRowDecoder decoder = JsonDecoding.of(of.table).decoder();
            byte[] json = of.json();

            for (int length = 0; length < json.length; length++) {
                Verdict verdict = Verdict.of(decoder, Arrays.copyOf(json, length));
                DecodeException fault = Objects.requireNonNull(verdict.fault, verdict::toString);
                int cut = length;
                Supplier<String> what = () -> of + " cut to " + cut + ": " + fault.getMessage();
                // What is left of 1.2E-5 may be more than the column holds.
                if (fault.reason() != Reason.DECIMAL_OVERFLOW) {
                    assertThat(fault.reason()).as(what).isEqualTo(Reason.TRUNCATED);
                    assertThat(fault.offset()).as(what).isEqualTo(length);
                }
                assertThat(Verdict.of(decoder, json, length).toString()).isEqualTo(verdict.toString());
            }
            Verdict longer = Verdict.of(decoder, Arrays.copyOf(json, json.length + 1));
            assertThat(Objects.requireNonNull(longer.fault).reason()).isEqualTo(Reason.TRAILING_BYTES);
        }
    }

    @Test
    void whatIsDamagedDoesNotDependOnTheColumnsReadAndJacksonAgrees() {
        int damaged = 0;
        int readable = 0;
        for (int seed = 0; seed < CASES; seed++) {
            Case of = new Case(seed);
            Random random = new Random(seed);
            JsonDecoding all = JsonDecoding.of(of.table);
            JsonRowDecoder whole = all.decoder();
            JsonRowDecoder some = all.projection(projection(of.table, random)).decoder();
            JsonRowDecoder none = all.projection(new int[0][]).decoder();
            byte[] json = of.json();

            for (int i = 0; i < 200; i++) {
                byte[] flipped = json.clone();
                for (int flips = random.nextInt(3); flips >= 0; flips--) {
                    flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
                }
                Verdict verdict = Verdict.of(whole, flipped);
                Supplier<String> what =
                        () -> of + " as " + new String(flipped, StandardCharsets.UTF_8) + ": " + verdict;
                assertThat(Verdict.of(some, flipped).toString()).as(what).isEqualTo(verdict.toString());
                assertThat(Verdict.of(none, flipped).toString()).as(what).isEqualTo(verdict.toString());
                if (verdict.row != null) {
                    readable++;
                    assertJacksonReads(flipped, verdict.row, of.table, what);
                } else {
                    damaged++;
                    if (SYNTAX.contains(Objects.requireNonNull(verdict.fault).reason())) {
                        assertThat(jackson(flipped)).as(what).isNull();
                    }
                }
            }
        }
        assertThat(damaged).isGreaterThan(5_000);
        assertThat(readable).isGreaterThan(5_000);
    }

    private static void assertJacksonReads(byte[] json, GenericRowData row, RowType table, Supplier<String> what) {
        JsonNode node = jackson(json);
        assertThat(node).as(what).isNotNull();
        try {
            assertThat(row).as(what).isEqualTo(Oracle.row(Objects.requireNonNull(node), table));
        } catch (Oracle.UnknownTextException e) {
            assertThat(node).isNotNull();
        }
    }

    private static @Nullable JsonNode jackson(byte[] json) {
        try {
            return Oracle.parse(json);
        } catch (IOException e) {
            return null;
        }
    }

    @Test
    void noiseIsRefused() {
        byte[] alphabet = utf8("{}[]\",:\\ntu0123456789eE+-.truefalsenull \n\u00e9");
        for (int seed = 0; seed < CASES; seed++) {
            Case of = new Case(seed);
            Random random = new Random(seed);
            JsonRowDecoder whole = JsonDecoding.of(of.table).decoder();
            JsonRowDecoder none =
                    JsonDecoding.of(of.table).projection(new int[0][]).decoder();
            for (int i = 0; i < 100; i++) {
                byte[] noise = new byte[random.nextInt(200)];
                for (int at = 0; at < noise.length; at++) {
                    noise[at] = i % 2 == 0 ? (byte) random.nextInt() : alphabet[random.nextInt(alphabet.length)];
                }
                assertThat(Verdict.of(none, noise).toString())
                        .isEqualTo(Verdict.of(whole, noise).toString());
            }
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static GenericRowData decode(JsonRowDecoder decoder, byte[] bytes) throws DecodeException {
        byte[] amid = new byte[bytes.length + 7];
        Arrays.fill(amid, (byte) '"');
        System.arraycopy(bytes, 0, amid, 3, bytes.length);
        return decoder.decode(amid, 3, bytes.length);
    }

    private static int[][] projection(RowType table, Random random) {
        List<int[]> paths = new ArrayList<>();
        for (int column = 0; column < table.getFieldCount(); column++) {
            if (random.nextInt(3) == 0) {
                paths.add(new int[] {column});
            }
            if (table.getTypeAt(column) instanceof RowType row && random.nextInt(3) > 0) {
                int inner = random.nextInt(row.getFieldCount());
                paths.add(new int[] {column, inner});
                if (row.getTypeAt(inner) instanceof RowType deep) {
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
                        : RowData.createFieldGetter(inner, index).getFieldOrNull((RowData) value);
                type = inner;
            }
            projected.setField(slot, value);
        }
        return projected;
    }

    private record Verdict(
            @Nullable GenericRowData row, @Nullable DecodeException fault) {
        static Verdict of(JsonRowDecoder decoder, byte[] bytes) {
            return of(decoder, bytes, bytes.length);
        }

        static Verdict of(JsonRowDecoder decoder, byte[] bytes, int length) {
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
        private final RandomJson random;
        private final RowType table;

        Case(int seed) {
            this.seed = seed;
            random = new RandomJson(seed);
            table = random.table();
        }

        byte[] json() {
            return utf8(Oracle.node(random.row(table), table).toString());
        }

        @Override
        public String toString() {
            return "seed " + seed + ": " + table;
        }
    }

    /** Writes a tree as differently as JSON allows. */
    private record Untidy(RandomJson json) {
        String text(JsonNode node, LogicalType type) {
            String inner;
            if (node.isObject()) {
                List<String> fields = new ArrayList<>();
                for (Map.Entry<String, JsonNode> field : node.properties()) {
                    LogicalType itsType =
                            type.getChildren().get(type instanceof RowType row ? row.getFieldIndex(field.getKey()) : 1);
                    if (!(field.getValue().isNull() && type instanceof RowType)
                            || json.random().nextBoolean()) {
                        fields.add(quoted(field.getKey()) + space() + ":" + text(field.getValue(), itsType));
                    }
                }
                if (type instanceof RowType) {
                    for (int i = json.random().nextInt(3); i > 0; i--) {
                        fields.add("\"unknown \\ud83d\\ude42\"" + space() + ":" + space() + json.json(0));
                    }
                    Collections.shuffle(fields, json.random());
                }
                inner = "{"
                        + (fields.isEmpty()
                                ? space()
                                : space() + String.join(space() + "," + space(), fields) + space())
                        + "}";
            } else if (node.isArray()) {
                List<String> items = new ArrayList<>();
                node.forEach(item -> items.add(text(item, type.getChildren().get(0))));
                inner = "[" + space() + String.join(",", items) + "]";
            } else if (node.isTextual()) {
                inner = quoted(node.textValue());
            } else if (node.isIntegralNumber() && node.longValue() != 0) {
                inner = List.of("%s", "%s.0", "%s.000e0", "%s0e-1", "%sE+00")
                        .get(json.random().nextInt(5))
                        .formatted(node);
            } else {
                inner = node.toString();
            }
            return space() + inner + space();
        }

        private String space() {
            return List.of("", "", "", " ", "\n", "\t \r\n").get(json.random().nextInt(6));
        }

        private String quoted(String text) {
            StringBuilder out = new StringBuilder("\"");
            text.codePoints().forEach(code -> {
                if (code >= ' ' && code != '"' && code != '\\' && json.random().nextInt(5) > 0) {
                    out.appendCodePoint(code);
                    return;
                }
                String unit = json.random().nextBoolean() ? "\\u%04x" : "\\u%04X";
                for (char c : Character.toChars(code)) {
                    out.append(unit.formatted((int) c));
                }
            });
            return out.append('"').toString();
        }
    }
}
