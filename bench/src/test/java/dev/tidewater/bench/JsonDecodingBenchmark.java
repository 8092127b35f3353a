package dev.tidewater.bench;

import dev.tidewater.examples.shop.Order;
import dev.tidewater.examples.shop.Shop;
import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.json.JsonDecoding;
import dev.tidewater.flink.formats.json.JsonRowDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.formats.common.TimestampFormat;
import org.apache.flink.formats.json.JsonParserRowDataDeserializationSchema;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.Collector;
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
 * One order of the example shop, twelve columns, from JSON without a schema to a row: Flink's {@code json} beside ours. Flink's
 * is the one that takes projections, which it uses by default.
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
public class JsonDecodingBenchmark {
    private static final int ORDERS = 1_024;
    private static final int BATCH = 64;
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS");

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
    private byte[][] damaged = {};
    private int next;
    private final JsonParserRowDataDeserializationSchema stockAll = stock(TABLE);
    private final JsonParserRowDataDeserializationSchema stockTwo = stock(projected(TWO));
    private final JsonRowDecoder oursAll = JsonDecoding.of(TABLE).decoder();
    private final JsonRowDecoder oursTwo =
            JsonDecoding.of(TABLE).projection(paths(TWO)).decoder();

    @Setup
    public void setUp() throws Exception {
        orders = new Shop(1, 2 * ORDERS)
                .records().stream()
                        .filter(sent -> sent.event() instanceof Order)
                        .map(sent -> json((Order) sent.event()))
                        .limit(ORDERS)
                        .toArray(byte[][]::new);
        damaged = Arrays.stream(orders)
                .map(order -> Arrays.copyOf(order, order.length - 5))
                .toArray(byte[][]::new);
        stockAll.open(null);
        stockTwo.open(null);
        stockAll.deserialize(orders[0], new Collector<>() {
            @Override
            public void collect(RowData stock) {
                try {
                    RowData ours = oursAll.decode(orders[0], 0, orders[0].length);
                    if (!ours.equals(stock)) {
                        throw new IllegalStateException(ours + " is not " + stock);
                    }
                } catch (DecodeException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public void close() {}
        });
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void allColumnsStock(Blackhole rows) throws IOException {
        Into into = new Into(rows);
        for (int i = 0; i < BATCH; i++) {
            stockAll.deserialize(order(), into);
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void allColumnsOurs(Blackhole rows) throws DecodeException {
        for (int i = 0; i < BATCH; i++) {
            byte[] order = order();
            rows.consume(oursAll.decode(order, 0, order.length));
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void twoColumnsStock(Blackhole rows) throws IOException {
        Into into = new Into(rows);
        for (int i = 0; i < BATCH; i++) {
            stockTwo.deserialize(order(), into);
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void twoColumnsOurs(Blackhole rows) throws DecodeException {
        for (int i = 0; i < BATCH; i++) {
            byte[] order = order();
            rows.consume(oursTwo.decode(order, 0, order.length));
        }
    }

    /** Each hundredth order ends too soon, and is set aside. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void twoColumnsOursOnePercentDamaged(Blackhole rows) {
        for (int i = 0; i < BATCH; i++) {
            byte[] order = order();
            byte[] given = next % 100 == 0 ? damaged[next] : order;
            try {
                rows.consume(oursTwo.decode(given, 0, given.length));
            } catch (DecodeException e) {
                rows.consume(e);
            }
        }
    }

    private byte[] order() {
        next = (next + 1) & (ORDERS - 1);
        return orders[next];
    }

    private static byte[] json(Order order) {
        String time = ISO.format(LocalDateTime.ofInstant(order.orderTime(), ZoneOffset.UTC));
        return ("{\"order_id\":\"" + order.orderId() + "\",\"order_time\":\"" + time + "\",\"user_id\":\""
                        + order.userId()
                        + "\",\"product_id\":\"" + order.productId() + "\",\"quantity\":" + order.quantity()
                        + ",\"unit_price\":" + order.unitPrice() + ",\"currency\":\"" + order.currency()
                        + "\",\"channel\":\"" + order.channel() + "\",\"country\":\"" + order.country()
                        + "\",\"payment_method\":\"" + order.paymentMethod() + "\",\"coupon\":"
                        + (order.coupon() == null ? "null" : "\"" + order.coupon() + "\"") + ",\"gift\":" + order.gift()
                        + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static JsonParserRowDataDeserializationSchema stock(RowType row) {
        String[][] names =
                row.getFieldNames().stream().map(name -> new String[] {name}).toArray(String[][]::new);
        return new JsonParserRowDataDeserializationSchema(
                row, InternalTypeInfo.of(row), false, false, TimestampFormat.ISO_8601, names);
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

    /** Where Flink's format puts its rows. */
    private record Into(Blackhole rows) implements Collector<RowData> {
        @Override
        public void collect(RowData row) {
            rows.consume(row);
        }

        @Override
        public void close() {}
    }
}
