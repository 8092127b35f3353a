package dev.tidewater.bench;

import dev.tidewater.examples.shop.Order;
import dev.tidewater.examples.shop.Shop;
import dev.tidewater.examples.shop.ShopEncoder;
import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.avro.AvroDecoding;
import dev.tidewater.flink.formats.avro.ConfluentAvroDecoder;
import dev.tidewater.flink.formats.avro.SkippedFields;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.avro.shaded.org.apache.avro.Schema;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericRecord;
import org.apache.flink.formats.avro.AvroRowDataDeserializationSchema;
import org.apache.flink.formats.avro.AvroToRowDataConverters;
import org.apache.flink.formats.avro.RegistryAvroDeserializationSchema;
import org.apache.flink.formats.avro.SchemaCoder;
import org.apache.flink.formats.avro.typeutils.AvroSchemaConverter;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One order of the example shop, twelve columns, from the value of a Kafka record to a row: Flink's {@code
 * avro-confluent} beside ours. Both find the writer's schema in memory, by the id in the record.
 *
 * <p>A sample is the time of 64 orders. Look at its median: on a machine that does other things too, the mean says how often
 * the thread had to wait.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsAppend = "-Xmx1g")
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 3, time = 1)
public class AvroDecodingBenchmark {
    private static final int SCHEMA_ID = 7;
    private static final int ORDERS = 1_024;
    private static final int BATCH = 64;

    private static final RowType TABLE = row(
            DataTypes.FIELD("order_id", DataTypes.STRING().notNull()),
            DataTypes.FIELD("order_time", DataTypes.TIMESTAMP(3).notNull()),
            DataTypes.FIELD("user_id", DataTypes.STRING().notNull()),
            DataTypes.FIELD("product_id", DataTypes.STRING().notNull()),
            DataTypes.FIELD("quantity", DataTypes.INT().notNull()),
            DataTypes.FIELD("unit_price", DataTypes.DECIMAL(10, 2).notNull()),
            DataTypes.FIELD("currency", DataTypes.STRING().notNull()),
            DataTypes.FIELD("channel", DataTypes.STRING().notNull()),
            DataTypes.FIELD("country", DataTypes.STRING().notNull()),
            DataTypes.FIELD("payment_method", DataTypes.STRING().notNull()),
            DataTypes.FIELD("coupon", DataTypes.STRING()),
            DataTypes.FIELD("gift", DataTypes.BOOLEAN().notNull()));

    private static final int[] TWO = {1, 5};

    private byte[][] orders = {};
    private byte[][] cut = {};
    private int next;
    private AvroRowDataDeserializationSchema stockAll = stock(TABLE);
    private AvroRowDataDeserializationSchema stockTwo = stock(projected(TWO));
    private ConfluentAvroDecoder oursAll = ours(AvroDecoding.of(TABLE));
    private ConfluentAvroDecoder oursTwo = ours(AvroDecoding.of(TABLE).projection(paths(TWO)));
    private ConfluentAvroDecoder oursTwoPassingOver =
            ours(AvroDecoding.of(TABLE).projection(paths(TWO)).skippedFields(SkippedFields.PASSED_OVER));

    @Setup
    public void setUp() throws Exception {
        ShopEncoder encoder = new ShopEncoder(SCHEMA_ID);
        orders = new Shop(1, 2 * ORDERS)
                .records().stream()
                        .filter(sent -> sent.event() instanceof Order)
                        .map(sent -> Objects.requireNonNull(encoder.value(sent.event())))
                        .limit(ORDERS)
                        .toArray(byte[][]::new);
        cut = Arrays.stream(orders)
                .map(order -> Arrays.copyOf(order, order.length - 5))
                .toArray(byte[][]::new);
        stockAll.open(null);
        stockTwo.open(null);
        RowData stock = stockAll.deserialize(orders[0]);
        RowData ours = oursAll.decode(orders[0]);
        if (!ours.equals(stock)) {
            throw new IllegalStateException(ours + " is not " + stock);
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void allColumnsStock(Blackhole rows) throws IOException {
        for (int i = 0; i < BATCH; i++) {
            rows.consume(stockAll.deserialize(order()));
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void allColumnsOurs(Blackhole rows) throws IOException, DecodeException {
        for (int i = 0; i < BATCH; i++) {
            rows.consume(oursAll.decode(order()));
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void twoColumnsStock(Blackhole rows) throws IOException {
        for (int i = 0; i < BATCH; i++) {
            rows.consume(stockTwo.deserialize(order()));
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void twoColumnsOurs(Blackhole rows) throws IOException, DecodeException {
        for (int i = 0; i < BATCH; i++) {
            rows.consume(oursTwo.decode(order()));
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void twoColumnsOursPassingOver(Blackhole rows) throws IOException, DecodeException {
        for (int i = 0; i < BATCH; i++) {
            rows.consume(oursTwoPassingOver.decode(order()));
        }
    }

    /** Each hundredth order ends too soon, and is set aside. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void allColumnsOursOnePercentDamaged(Blackhole rows) throws IOException {
        for (int i = 0; i < BATCH; i++) {
            byte[] order = order();
            try {
                rows.consume(oursAll.decode(next % 100 == 0 ? cut[next] : order));
            } catch (DecodeException e) {
                rows.consume(e);
            }
        }
    }

    private byte[] order() {
        next = (next + 1) & (ORDERS - 1);
        return orders[next];
    }

    private static AvroRowDataDeserializationSchema stock(RowType row) {
        Schema reader = AvroSchemaConverter.convertToSchema(row);
        return new AvroRowDataDeserializationSchema(
                new RegistryAvroDeserializationSchema<>(GenericRecord.class, reader, SchemasInMemory::new),
                AvroToRowDataConverters.createRowConverter(row),
                InternalTypeInfo.of(row));
    }

    private static ConfluentAvroDecoder ours(AvroDecoding decoding) {
        return new ConfluentAvroDecoder(
                decoding,
                id -> id == SCHEMA_ID ? Optional.of(ShopEncoder.orderSchema()) : Optional.empty(),
                InstantSource.system());
    }

    private static int[][] paths(int... columns) {
        return Arrays.stream(columns).mapToObj(column -> new int[] {column}).toArray(int[][]::new);
    }

    private static RowType projected(int... columns) {
        List<RowType.RowField> fields = Arrays.stream(columns)
                .mapToObj(column -> TABLE.getFields().get(column))
                .toList();
        return new RowType(false, fields);
    }

    private static RowType row(DataTypes.Field... fields) {
        return (RowType) DataTypes.ROW(fields).notNull().getLogicalType();
    }

    /** What Flink's coder does, but for the registry behind its cache. */
    private static final class SchemasInMemory implements SchemaCoder {
        private final Schema schema = new Schema.Parser().parse(ShopEncoder.orderSchema());

        @Override
        public Schema readSchema(InputStream in) throws IOException {
            DataInputStream data = new DataInputStream(in);
            if (data.readByte() != 0) {
                throw new IOException("unknown data format");
            }
            if (data.readInt() != SCHEMA_ID) {
                throw new IOException("unknown schema");
            }
            return schema;
        }

        @Override
        public void writeSchema(Schema written, OutputStream out) {
            throw new UnsupportedOperationException("only reads");
        }
    }
}
